import { Park } from '../queue/index.ts'
import { settle } from './perform-step.ts'
import { hasFailed, type RunState, record, type StepRequest } from './run-state.ts'
import { wordsOf } from './step-error.ts'
import { failureName, type StepRecord } from './step-records.ts'

/** Decides that the steps are taken back, and why; from then on there is no way but back. */
export async function decideToGoBack(state: RunState, error: unknown): Promise<void> {
  if (hasFailed(state)) return
  await record(state, failureName, {
    values: () => ({ status: 'failed', error: wordsOf(error) }),
  })
}

/** Takes the steps back that are done, the last one first; resolves to why. */
export async function takeBack(state: RunState): Promise<string> {
  refuseUnknown(state)
  const done = [...state.records.values()]
    .filter(({ name, status }) => name !== failureName && status === 'done')
    .sort((a, b) => b.position - a.position)
  for (const one of done) await undo(state, one)
  return state.records.get(failureName)?.error ?? ''
}

async function undo(state: RunState, { name, result }: StepRecord): Promise<void> {
  const request = state.asked.get(name) as StepRequest
  const { undo: takeStepBack } = request.options
  if (takeStepBack === undefined) return
  const value: unknown = result === null ? undefined : JSON.parse(result)
  await settle(state, request, {
    what: 'The undo of the step',
    run: (context) => takeStepBack(value, context),
    values: { status: 'undone', attempts: 0 },
  })
}

/** How to take a step back stands in the code that did it: where that is gone, somebody has to look. */
function refuseUnknown({ records, asked }: RunState): void {
  const lost = [...records.values()].find(
    ({ name, status }) => name !== failureName && status === 'done' && !asked.has(name),
  )
  if (lost === undefined) return
  throw new Park(
    `The code of the workflow does not come to the step "${lost.name}" any more, which is done: nobody knows how to take it back`,
  )
}
