export { parseWorkflows, type WorkflowsCommand } from './parse-workflows.ts'
export { runWorkflows } from './run-workflows.ts'
