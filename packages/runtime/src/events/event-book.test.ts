import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Database, sql } from '../database/index.ts'
import { StartupError } from '../errors/index.ts'
import type { DeclaredEvent } from '../hooks/index.ts'
import { createSystemTables } from '../migrate/index.ts'
import { ann, databases, staff, startBoard } from '../operation/fixture/index.ts'
import {
  type Context,
  createContext,
  createRepositories,
  createSenders,
} from '../operation/index.ts'
import { createEventBook, type EventBook, type EventBookOptions } from './event-book.ts'
import { type EventHandler, on } from './on.ts'

interface Stored {
  readonly kind: string
  readonly name: string
  readonly orderKey: string | null
  readonly payload: { readonly of: string | null; readonly payload: { [name: string]: unknown } }
}

async function storedIn(database: Database): Promise<Stored[]> {
  const rows = await database.all<{ kind: string; name: string; order: string; text: string }>(sql`
    select "kind", "name", "order_key" as "order", "payload" as "text" from "cambium_jobs" order by "seq"
  `)
  return rows.map(({ kind, name, order, text }) => ({
    kind,
    name,
    orderKey: order,
    payload: JSON.parse(text),
  }))
}

const nothing = (): void => undefined
const handled = (...events: string[]): EventBookOptions['handlers'] =>
  events.map((event, index) => ({ name: `handler${index}`, definition: on(event, nothing) }))

async function openBoard(
  database: Database,
  options: Partial<EventBookOptions>,
): Promise<{ as: (caller: typeof ann) => Context; events: EventBook }> {
  const { services } = await startBoard(database)
  await createSystemTables(database)
  const events = createEventBook({
    handlers: [],
    declared: [],
    registry: services.registry,
    ...options,
  })
  const outgoing = {
    emit: (_context: Context, event: string, payload: unknown) => events.emitted(event, payload),
    recordWritten: (_context: Context, record: Parameters<EventBook['written']>[0]) =>
      events.written(record),
  }
  const as = (caller: typeof ann): Context =>
    createContext({ ...services, outgoing }, { caller, transport: 'test', requestId: 'r1' })
  return { as, events }
}

const cardOf = (context: Context) => context.services.registry.get('Card')

for (const { name, open } of databases) {
  describe(`events of records on ${name}`, () => {
    test('a record that is created, updated and deleted tells so, in order and under its own key', async () => {
      const database = await open()
      const { as } = await openBoard(database, {
        handlers: handled('card.created', 'card.updated', 'card.deleted'),
      })
      const card = cardOf(as(ann))
      const created = await card.create(as(ann), { title: 'a' })
      await card.update(as(ann), String(created.id), { title: 'b' })
      await card.delete(as(staff), String(created.id))
      const stored = await storedIn(database)
      assert.deepEqual(
        stored.map((event) => [event.kind, event.name, event.orderKey]),
        ['created', 'updated', 'deleted'].map((what) => [
          'event',
          `card.${what}`,
          `event|Card:${created.id}`,
        ]),
      )
      const told = stored.map(({ payload: { payload } }) => {
        const { record, previous } = payload as { [part: string]: { title: string } | undefined }
        return [record?.title, previous?.title]
      })
      assert.deepEqual(told, [
        ['a', undefined],
        ['b', 'a'],
        ['b', undefined],
      ])
      const changed = stored[1]?.payload.payload.changed as string[]
      assert.deepEqual(changed.toSorted(), ['title', 'updatedAt', 'version'])
      await database.close()
    })

    test('nothing is written of what nobody handles', async () => {
      const database = await open()
      const { as } = await openBoard(database, { handlers: handled('card.updated') })
      await cardOf(as(ann)).create(as(ann), { title: 'a' })
      assert.deepEqual(await storedIn(database), [])
      await database.close()
    })

    test('a write that is refused and undone tells nothing', async () => {
      const database = await open()
      const { as } = await openBoard(database, { handlers: handled('card.created') })
      const context = as(ann)
      await assert.rejects(cardOf(context).create(context, { title: '' }))
      await assert.rejects(cardOf(context).create(context, { title: 'a', boardId: 'none' }))
      assert.deepEqual(await storedIn(database), [])
      await database.close()
    })
  })
}

test('an event that code emits has the order of the record it names', async () => {
  const declared: DeclaredEvent[] = [{ name: 'card.moved', entity: 'Card' }]
  const registry = (await openBoard(await databases[0]!.open(), {})).as(ann).services.registry
  const book = createEventBook({ handlers: handled('card.moved'), declared, registry })
  const keyOf = (payload: unknown) => book.emitted('card.moved', payload)[0]?.orderKey
  assert.equal(keyOf({ cardId: 'c1', id: 'x' }), 'event|Card:c1')
  assert.equal(keyOf({ id: 'c1' }), 'event|Card:c1')
  assert.equal(keyOf({ to: 'b1' }), undefined)
})

test('what is emitted must be declared, and say what was declared', async () => {
  const fields = { cardId: { type: 'string' } }
  const declared: DeclaredEvent[] = [
    { name: 'card.moved', entity: 'Card', payload: { fields, required: ['cardId'] } },
  ]
  const { as } = await openBoard(await databases[0]!.open(), { declared })
  const emit = createSenders(as(ann)).emit as (event: string, payload: unknown) => void
  assert.throws(
    () => emit('card.move', {}),
    /declares the event "card.move": did you mean "card.moved"/,
  )
  assert.throws(() => emit('card.moved', {}), /"card.moved" cannot say this: cardId/)
  assert.throws(() => emit('card.moved', { cardId: 'c', by: 1 }), /by /)
})

test('a declared event that no handler waits for is written where others may want it', async () => {
  const registry = (await openBoard(await databases[0]!.open(), {})).as(ann).services.registry
  const declared: DeclaredEvent[] = [
    { name: 'card.moved', entity: 'Card' },
    { name: 'card.created', entity: 'Card' },
  ]
  const count = (hasOtherSubscribers: boolean): number => {
    const book = createEventBook({ handlers: [], declared, registry, hasOtherSubscribers })
    const record = { id: 'c1' }
    return [
      ...book.emitted('card.moved', { id: 'c1' }),
      ...book.written({ entity: 'Card', operation: 'create', record, previous: null }),
      ...book.written({ entity: 'Card', operation: 'delete', record, previous: null }),
    ].length
  }
  assert.equal(count(true), 2)
  assert.equal(count(false), 0)
})

test('a handler of what there is not keeps the application from starting', async () => {
  const registry = (await openBoard(await databases[0]!.open(), {})).as(ann).services.registry
  const start = (definition: EventHandler) => () =>
    createEventBook({ handlers: [{ name: 'a', definition }], declared: [], registry })
  const cases: [EventHandler, RegExp][] = [
    [
      on('card.create', nothing),
      /event "card.create", which there is not: did you mean "card.created"/,
    ],
    [on('card.created', { timeout: 'long', run: nothing }), /timeout of the handler "a"/],
    [on('card.created', { concurrency: 0, run: nothing }), /concurrency of the handler "a"/],
  ]
  for (const [definition, said] of cases) {
    assert.throws(
      start(definition),
      (error) => error instanceof StartupError && said.test(error.message),
    )
  }
})

test('what is sent inside a savepoint that is undone is not written', async () => {
  const database = await databases[0]!.open()
  const { as } = await openBoard(database, { handlers: handled('card.created') })
  const { services } = as(ann)
  await services.database.transaction(async (transaction) => {
    const { system } = createRepositories({ ...as(ann), transaction, unrestricted: true })
    await assert.rejects(system.Card!.create({ title: 'a', boardId: 'none' }))
  })
  assert.deepEqual(await storedIn(database), [])
  await database.close()
})
