import type { Workflow, WorkflowInput, WorkflowName, WorkflowSettings } from './workflow-types.ts'

/**
 * Declares a workflow: steps that are done one after the other, over restarts too, and taken back in reverse when one of
 * them fails for good. `name` is the camelCase of the file's own name; `enqueue` starts it.
 */
export function defineWorkflow<const Name extends WorkflowName>(
  name: Name,
  settings: WorkflowSettings<WorkflowInput<Name>>,
): Workflow<Name> {
  return { kind: 'workflow', name, settings }
}
