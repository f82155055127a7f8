import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type Database, sql } from '../database/index.ts'
import { createEventBook } from '../events/index.ts'
import type { DeclaredEvent } from '../hooks/index.ts'
import { createSystemTables } from '../migrate/index.ts'
import { ann, databases, staff, startBoard } from '../operation/fixture/index.ts'
import { type AnyRecord, createRegistry, type Services } from '../operation/index.ts'
import { createOutbound } from '../outbound/index.ts'
import type { Delivery, Message } from '../queue/index.ts'
import type { WebhookBody } from './endpoint.ts'
import { createEndpointStore } from './endpoint-store.ts'
import { createSecretBox, createSubscribers, createWebhooks, type Manager } from './index.ts'

const declared: readonly DeclaredEvent[] = [
  { name: 'board.created', entity: 'Board' },
  { name: 'board.deleted', entity: 'Board' },
  { name: 'board.closed', entity: 'Board' },
  { name: 'card.updated', entity: 'Card' },
]

/** Boards whose name is their tenant, and endpoints that are told of events one by one. */
async function startTenants(database: Database, { hasTenants }: { hasTenants: boolean }) {
  const board = await startBoard(database)
  await createSystemTables(database)
  const entities = board.services.registry.entities.map((entry) =>
    entry.resource.name === 'Board' && hasTenants
      ? { ...entry, resource: { ...entry.resource, tenant: 'name' } }
      : entry,
  )
  const services: Services = { ...board.services, registry: createRegistry({ entities }) }
  const store = createEndpointStore()
  const secrets = createSecretBox(undefined)
  const outbound = createOutbound()
  const webhooks = createWebhooks({ services, store, outbound, secrets, declared })
  const subscribers = createSubscribers({ services, store, declared })
  const { registry } = services
  const book = createEventBook({ handlers: [], declared, registry, hasOtherSubscribers: true })

  /** What is told, and whom, of one message that was written. */
  async function told(message: Message, tenant: string | null): Promise<[string, unknown][]> {
    const { at, of, payload } = message.payload as { at: string; of: string; payload: AnyRecord }
    const event = { id: 'event', name: message.name, at, of, payload }
    const origin = { requestId: null, callerId: null, tenant }
    const delivery = { id: 'event', origin } as unknown as Delivery
    const messages = await database.transaction((tx) => subscribers(tx, event, delivery))
    return messages.map(({ name, payload: body }) => [name, (body as WebhookBody).data])
  }

  return {
    services,
    told,
    add: async (manager: Manager) =>
      (await webhooks.create(manager, { url: 'https://example.com/', events: ['*'] })).id,
    webhooks,
    book,
    context: board.as(staff),
  }
}

const managerOf = (tenant: string | null): Manager => ({ id: 'sam', roles: ['staff'], tenant })

for (const { name, open } of databases) {
  describe(`whom events are told to on ${name}`, () => {
    test('an endpoint of a tenant is told of its tenant’s records alone, whoever wrote them', async () => {
      const database = await open()
      const { add, told, book, services } = await startTenants(database, { hasTenants: true })
      const one = await add(managerOf('one'))
      const two = await add(managerOf('two'))
      await add(managerOf(null))
      const board = services.registry.get('Board').resource
      const record = { id: 'b1', name: 'one', open: true }
      const write = (operation: 'create' | 'delete') =>
        book.written({ entity: board.name, operation, record, previous: null })[0] as Message
      await database.run(
        sql`insert into "boards" ("id", "name", "open") values ('b1', 'one', true)`,
      )
      for (const tenant of ['one', 'two', null]) {
        assert.deepEqual(await told(write('create'), tenant), [[one, { id: 'b1', record }]])
      }
      await database.run(sql`delete from "boards"`)
      assert.deepEqual(await told(write('delete'), 'two'), [[one, { id: 'b1', record }]])
      const [emitted] = book.emitted('board.closed', { why: 'late' })
      assert.ok(emitted)
      assert.deepEqual(await told(emitted, 'two'), [[two, { why: 'late' }]])
      const [named] = book.emitted('board.closed', { id: 'b1', why: 'late' })
      assert.ok(named)
      assert.deepEqual(await told(named, null), [], 'nobody’s call, about what is gone')
      await database.close()
    })

    test('those of other tenants are not there for who manages endpoints', async () => {
      const database = await open()
      const { add, webhooks } = await startTenants(database, { hasTenants: true })
      const one = await add(managerOf('one'))
      const stranger = managerOf('two')
      assert.deepEqual(await webhooks.list(stranger), [])
      const attempts = [
        () => webhooks.get(stranger, one),
        () => webhooks.update(stranger, one, { enabled: false }),
        () => webhooks.rotate(stranger, one),
        () => webhooks.deliveries(stranger, one, { limit: 1 }),
        () => webhooks.resend(stranger, one, 'x'),
        () => webhooks.replay(stranger, one, { failedOnly: true }),
        () => webhooks.remove(stranger, one),
      ]
      for (const attempt of attempts) await assert.rejects(attempt, { code: 'not_found' })
      assert.equal((await webhooks.list(managerOf('one'))).length, 1)
      assert.equal((await webhooks.list({ ...managerOf(null), tenant: undefined })).length, 1)
      await database.close()
    })

    test('what they may not read makes no difference to what they are told', async () => {
      const database = await open()
      const { services, told, webhooks, book, context } = await startTenants(database, {
        hasTenants: false,
      })
      const manager = { id: ann.id, roles: [], tenant: null }
      await webhooks.create(manager, { url: 'https://example.com/', events: ['*'] })
      const card = services.registry.get('Card')
      /** The same story with other values where she may not look. */
      async function tell(hidden: { points: number; secretNote: string }): Promise<unknown> {
        const create = async (title: string, ownerId: string): Promise<AnyRecord> => {
          const { id } = await card.create(context, { title, ownerId })
          return card.update(context, String(id), { state: 'doing' })
        }
        const mine = await create('Mine', String(ann.id))
        const his = await create('His', 'bob')
        const all: unknown[] = []
        for (const previous of [mine, his]) {
          const unmasked = { ...previous, secretNote: null }
          const record = { ...unmasked, title: 'New', ...hidden }
          const operation = 'update'
          const [message] = book.written({ entity: 'Card', operation, record, previous: unmasked })
          all.push(await told(message as Message, null))
        }
        return JSON.parse(JSON.stringify(all).replaceAll(/"[\da-f-]{36}"|"20\d\d-[^"]+"/g, '"*"'))
      }
      const first = await tell({ points: 1, secretNote: 'low' })
      assert.deepEqual(await tell({ points: 99, secretNote: 'high' }), first)
      const [told1, told2] = first as unknown[][]
      assert.equal(told1?.length, 1)
      assert.deepEqual(told2, [])
      assert.match(JSON.stringify(told1), /"title":"New"/)
      await database.close()
    })
  })
}
