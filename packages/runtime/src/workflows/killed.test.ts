import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { setImmediate as nextTurn } from 'node:timers/promises'
import type { Database, Queryable, Transaction } from '../database/index.ts'
import { sql } from '../database/index.ts'
import { AppError } from '../errors/index.ts'
import { createSystemTables } from '../migrate/index.ts'
import { type Board, databases, startBoard } from '../operation/fixture/index.ts'
import { createQueue, insertMessages, noOrigin, type Queue } from '../queue/index.ts'
import {
  createWorkflowBook,
  createWorkflowKind,
  type DbStepContext,
  type WorkflowSettings,
} from './index.ts'

/** A payment provider that does everything once for each key, and counts how often it was asked. */
interface Provider {
  readonly charged: Map<string, number>
  readonly refunded: Map<string, number>
}

type Cards = {
  get(id: string, options: object): Promise<{ points: number }>
  update(id: string, changes: object): Promise<unknown>
}

const count = (calls: Map<string, number>, key: string) => calls.set(key, (calls.get(key) ?? 0) + 1)

/** Reserve, charge, ship; `shipFails` says whether the last one can. The stock is the points of a card. */
function fulfil(
  provider: Provider,
  { card, shipFails, pass }: { card: string; shipFails: boolean; pass: () => void },
): WorkflowSettings<unknown>['run'] {
  const change = (by: number) => async (context: DbStepContext) => {
    const { Card: cards } = context.system as unknown as { Card: Cards }
    const { points } = await cards.get(card, { lock: true })
    await cards.update(card, { points: points + by })
  }
  return async ({ step }) => {
    await step.db('reserve', change(-1), (_given, context) => change(1)(context))
    await step(
      'charge',
      ({ id }) => {
        pass()
        count(provider.charged, id)
        pass()
        return id
      },
      (charge) => {
        pass()
        count(provider.refunded, charge)
        pass()
      },
    )
    await step.db('ship', (context) => {
      if (shipFails) throw new AppError('conflict', { message: 'No carrier goes there' })
      return change(-10)(context)
    })
  }
}

/** The places of a process at which it may end: from the given one on nothing works any more. */
function createPlaces(endAt: number) {
  const ended = Promise.withResolvers<void>()
  let passed = 0
  return {
    ended: ended.promise,
    get passed() {
      return passed
    },
    pass() {
      passed++
      if (passed < endAt) return
      ended.resolve()
      throw new Error('The process has ended')
    },
  }
}

/** The database of a process that may end before any change, before a commit and behind it. */
function endingDatabase(database: Database, pass: () => void): Database {
  const changing = (inner: Queryable): Queryable => ({
    dialect: inner.dialect,
    all: (query) => inner.all(query),
    first: (query) => inner.first(query),
    count: (query) => inner.count(query),
    async run(query) {
      pass()
      return inner.run(query)
    },
  })
  const within = (inner: Transaction): Transaction => ({
    ...changing(inner),
    script: (text) => inner.script(text),
    savepoint: (work) => inner.savepoint((tx) => work(within(tx))),
  })
  return {
    ...changing(database),
    async transaction(work, options) {
      pass()
      const result = await database.transaction(async (tx) => {
        const done = await work(within(tx))
        pass()
        return done
      }, options)
      pass()
      return result
    },
    snapshot: (work) => database.snapshot(work),
    script: (text) => database.script(text),
    close: async () => undefined,
  }
}

for (const { name, open } of databases) {
  for (const shipFails of [false, true]) {
    const end = shipFails ? 'is taken back' : 'is done'
    describe(`a workflow that ${end}, on ${name}`, () => {
      test('does everything once, wherever its process ends', async () => {
        const database = await open()
        const board = await startBoard(database)
        await createSystemTables(database)
        let places = 1
        for (let endAt = 1; endAt <= places; endAt++) {
          const { passed } = await endAndGoOn(database, { board, shipFails, endAt })
          if (endAt === 1) places = passed
        }
        assert.ok(places > 20, `${places} places`)
        await database.close()
      })
    })
  }
}

interface Round {
  readonly board: Board
  readonly shipFails: boolean
  readonly endAt: number
}

/** Ends one process at a place, lets another go on, and looks at what there is; the number of places on the whole way. */
async function endAndGoOn(
  database: Database,
  { board, shipFails, endAt }: Round,
): Promise<{ passed: number }> {
  const card = await board.card.create(board.system, { title: 'stock', points: 100 })
  const provider: Provider = { charged: new Map(), refunded: new Map() }
  const ending = createPlaces(endAt)
  const first = instance(board, {
    database: endingDatabase(database, ending.pass),
    run: fulfil(provider, { card: String(card.id), shipFails, pass: ending.pass }),
  })
  const [id = ''] = await database.transaction((tx) =>
    insertMessages(tx, [first.message], noOrigin),
  )
  // What the process still tries comes to nothing: nobody waits for it.
  const drained = first.queue.drain({ later: true }).catch(() => undefined)
  await Promise.race([drained, ending.ended])
  await nextTurn()
  const whole = createPlaces(Number.POSITIVE_INFINITY)
  const second = instance(board, {
    database: endingDatabase(database, whole.pass),
    run: fulfil(provider, { card: String(card.id), shipFails, pass: whole.pass }),
  })
  // Nobody gives a sign of life for it any more.
  await database.run(sql`
    update "cambium_jobs" set "leased_until" = '2000-01-01T00:00:00.000Z'
    where "id" = ${id} and "status" = 'running'
  `)
  await second.queue.drain({ later: true })
  const row = await database.first<{ status: string; result: string }>(
    sql`select "status", "result" from "cambium_jobs" where "id" = ${id}`,
  )
  const at = `ended at place ${endAt}`
  assert.equal(row?.status, 'done', at)
  assert.match(row?.result ?? '', shipFails ? /No carrier goes there/ : /completed/, at)
  const found = await board.card.get(board.system, String(card.id))
  assert.equal(found?.points, shipFails ? 100 : 89, at)
  assert.deepEqual([...provider.charged.keys()], [`${id}:charge`], at)
  assert.deepEqual([...provider.refunded.keys()], shipFails ? [`${id}:charge`] : [], at)
  await database.run(sql`delete from "cambium_jobs"`)
  return { passed: whole.passed }
}

function instance(
  board: Board,
  { database, run }: { database: Database; run: WorkflowSettings<unknown>['run'] },
): { queue: Queue; message: ReturnType<ReturnType<typeof createWorkflowBook>['message']> } {
  const workflows = createWorkflowBook([
    {
      definition: { kind: 'workflow', name: 'fulfil', settings: { run } as never },
      shape: { name: 'fulfil', input: { fields: {}, required: [] } },
    },
  ])
  const services = { ...board.services, database }
  const kinds = [createWorkflowKind(services, workflows)]
  const queue = createQueue({ database, log: services.log, kinds })
  return { queue, message: workflows.message('fulfil', {}) }
}
