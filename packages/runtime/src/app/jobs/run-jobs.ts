import process from 'node:process'
import type { Database } from '../../database/index.ts'
import { StartupError } from '../../errors/index.ts'
import { assertSchemaCurrent } from '../../migrate/index.ts'
import { loadAdmin, type QueueAdmin } from '../../queue/index.ts'
import type { App } from '../app.ts'
import type { JobsCommand } from './parse-jobs.ts'
import { countLines, detailLines, facts, listLines } from './tell-jobs.ts'

type Of<Action extends JobsCommand['action']> = Extract<JobsCommand, { action: Action }>

interface Site {
  readonly database: Database
  readonly queue: QueueAdmin
}

/** Looks at messages and decides about them. Throws a `StartupError` for what somebody can mend. */
export async function runJobs(app: App, database: Database, command: JobsCommand): Promise<void> {
  await assertSchemaCurrent(database, app.storageHash)
  const site = { database, queue: await loadAdmin() }
  switch (command.action) {
    case 'list':
      return list(site, command)
    case 'show':
      return show(site, command)
    case 'retry':
      return retry(site, command)
    case 'cancel':
      return cancel(site, command)
    case 'replay':
      return replay(site, command)
  }
}

async function list({ database, queue }: Site, { filter, limit, json }: Of<'list'>): Promise<void> {
  const rows = await queue.listMessages(database, filter, limit)
  const counts = await queue.countMessages(database)
  answer(json, { jobs: rows.map(facts), counts }, [...listLines(rows), ...countLines(counts)])
}

async function show({ database, queue }: Site, { id, json }: Of<'show'>): Promise<void> {
  const row = await queue.findMessage(database, id)
  if (!row) throw absent([id])
  answer(json, { job: facts(row) }, detailLines(row))
}

async function retry({ database, queue }: Site, { ids, filter, json }: Of<'retry'>): Promise<void> {
  const tried = await database.transaction(
    async (tx) => {
      const wanted = filter ? await queue.idsOf(tx, filter) : ids
      await each(wanted, 'has nothing to be tried again', (id) => queue.retryMessage(tx, id))
      return wanted
    },
    { alone: true, timeLimitMs: 0 },
  )
  answer(json, { retried: tried }, [`${several(tried.length)} tried again`])
}

async function cancel({ database, queue }: Site, { ids, json }: Of<'cancel'>): Promise<void> {
  const outcomes = await database.transaction(async (tx) => {
    const told: { id: string; outcome: string }[] = []
    for (const id of ids) {
      refuseWorkflow(await queue.findMessage(tx, id))
      told.push({ id, outcome: await queue.cancelMessage(tx, id) })
    }
    const gone = told.filter(({ outcome }) => outcome === 'gone').map(({ id }) => id)
    if (gone.length > 0) throw absent(gone)
    return told
  })
  const words = outcomes.map(({ id, outcome }) =>
    outcome === 'cancelled' ? `${id} is cancelled` : `${id} runs, and is asked to stop`,
  )
  answer(json, { cancelled: outcomes }, words)
}

/** Its steps would be left half done. */
function refuseWorkflow(row: { readonly id: string; readonly kind: string } | undefined): void {
  if (row?.kind !== 'workflow') return
  throw new StartupError(`${row.id} is a run of a workflow`, {
    hint: `To have its steps taken back: node src/main.ts workflows cancel ${row.id}`,
  })
}

async function replay({ database, queue }: Site, { ids, json }: Of<'replay'>): Promise<void> {
  const written = await database.transaction((tx) =>
    each(ids, 'is not over', (id) => queue.replayMessage(tx, id)),
  )
  const pairs = ids.map((id, index) => ({ id, as: written[index] }))
  answer(
    json,
    { replayed: pairs },
    pairs.map(({ id, as }) => `${id} is done once more as ${as}`),
  )
}

/** All of them or none: the first that cannot be treated so is named. */
async function each<Result>(
  ids: readonly string[],
  otherwise: string,
  treat: (id: string) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  for (const id of ids) {
    const result = await treat(id)
    if (!result) {
      throw new StartupError(`${id} is not there, or ${otherwise}`, {
        hint: 'Nothing was changed: see jobs list.',
      })
    }
    results.push(result)
  }
  return results
}

function absent(ids: readonly string[]): StartupError {
  return new StartupError(`There is no ${ids.join(', ')}`, {
    hint: 'What is done is gone unless it is kept: see jobs list.',
  })
}

function several(count: number): string {
  return count === 1 ? '1 is' : `${count} are`
}

function answer(json: boolean, value: object, words: readonly string[]): void {
  const text = json ? JSON.stringify({ ok: true, ...value }) : words.join('\n')
  process.stdout.write(`${text}\n`)
}
