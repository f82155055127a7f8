export { defineWorkflow } from './define-workflow.ts'
export {
  cancelRun,
  listRuns,
  type RunStatus,
  type RunStep,
  retryRun,
  showRun,
  type WorkflowRun,
} from './inspect.ts'
export { StepFailed } from './step-error.ts'
export { createWorkflowBook, type KnownWorkflow, type WorkflowBook } from './workflow-book.ts'
export { createWorkflowKind, type WorkflowOutcome } from './workflow-kind.ts'
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
