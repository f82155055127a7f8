export { excludedVersions, versionsIn } from './etag.ts'
export { problemOf, problemType, refusalOf, sendProblem } from './problem.ts'
export { sendAggregates, sendCreated, sendDeleted, sendPage, sendRecord } from './send.ts'
