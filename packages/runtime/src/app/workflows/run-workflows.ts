import type { Database } from '../../database/index.ts'
import { StartupError } from '../../errors/index.ts'
import { assertSchemaCurrent } from '../../migrate/index.ts'
import type { RunStep, WorkflowRun } from '../../workflows/index.ts'
import type { App } from '../app.ts'
import { createTalk, type Talk } from '../command-line/index.ts'
import type { WorkflowsCommand } from './parse-workflows.ts'

/** Shows the runs of workflows, and lets them go on or back. Throws a `StartupError` for what somebody can mend. */
export async function runWorkflows(
  app: App,
  database: Database,
  command: WorkflowsCommand,
): Promise<void> {
  await assertSchemaCurrent(database, app.storageHash)
  const { cancelRun, listRuns, retryRun, showRun } = await import('../../workflows/index.ts')
  const talk = createTalk(command.json)
  if (command.action === 'list') {
    sayRuns(talk, await listRuns(database, command))
    return
  }
  const { action, id } = command
  const shown = await showRun(database, id)
  if (shown === undefined)
    throw new StartupError(`There is no run ${id}, or it is not kept any more`)
  const { run, steps } = shown
  if (action === 'show') {
    sayRun(talk, run, steps)
    return
  }
  const isDone = await (action === 'retry' ? retryRun : cancelRun)(database, id)
  if (!isDone) {
    throw new StartupError(`The run is ${run.status}: there is nothing to ${action}`)
  }
  talk.say(action === 'retry' ? `${id} goes on` : `${id} is taken back`)
  talk.answer({ ok: true, action, id })
}

function sayRuns(talk: Talk, runs: readonly WorkflowRun[]): void {
  if (runs.length === 0) talk.say('There are no runs of workflows')
  for (const run of runs) talk.say(wordsOf(run))
  talk.answer({ ok: true, action: 'list', runs })
}

function sayRun(talk: Talk, run: WorkflowRun, steps: readonly RunStep[]): void {
  talk.say(wordsOf(run))
  for (const { name, status, attempts, error, at } of steps) {
    const tries = attempts > 0 ? ` (${attempts === 1 ? '1 try' : `${attempts} tries`})` : ''
    const why = error === null ? '' : `: ${error}`
    talk.say(`  ${at}  ${status.padEnd(8)} ${name}${tries}${why}`)
  }
  talk.answer({ ok: true, action: 'show', run, steps })
}

function wordsOf({ id, name, status, createdAt, runAt, error }: WorkflowRun): string {
  const when = status === 'waiting' ? `, goes on ${runAt}` : ''
  const why = error === null ? '' : `: ${error}`
  return `${id}  ${status.padEnd(11)} ${name} since ${createdAt}${when}${why}`
}
