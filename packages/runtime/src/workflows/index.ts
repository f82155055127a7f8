export { defineWorkflow } from './define-workflow.ts'
export type {
  DbStepContext,
  Step,
  StepContext,
  StepOptions,
  StepUndo,
  Workflow,
  WorkflowEvent,
  WorkflowInput,
  WorkflowName,
  WorkflowSettings,
} from './workflow-types.ts'
