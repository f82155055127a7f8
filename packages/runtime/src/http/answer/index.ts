export { excludedVersions, versionsIn } from './etag.ts'
export { problemOf, problemType, refusalOf, sendProblem } from './problem.ts'
export { sendAggregates, sendCreated, sendDeleted, sendJson, sendPage, sendRecord } from './send.ts'
