export { explainDecision } from './explain-decision.ts'
export { readRequest, type WhyRequest } from './read-request.ts'
export { reportWhy } from './report-why.ts'
export { whyFunction } from './why-function.ts'
