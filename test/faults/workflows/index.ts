export { workflowsPostgresTrial, workflowsTrial } from './workflows-trial.ts'
