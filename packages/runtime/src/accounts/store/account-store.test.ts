import assert from 'node:assert/strict'
import { after, describe, test } from 'node:test'
import { type Database, sql } from '../../database/index.ts'
import { createSystemTables } from '../../migrate/index.ts'
import { databases, startBoard } from '../../operation/fixture/index.ts'
import { createAccountStore } from './account-store.ts'

for (const { name, open } of databases) {
  describe(`what hooks of accounts send on ${name}`, () => {
    const opened: Database[] = []
    after(async () => {
      for (const database of opened) await database.close()
    })

    async function start() {
      const database = await open()
      opened.push(database)
      const { services } = await startBoard(database, {
        card: {
          create: {
            after: (event) =>
              (event.emit as (event: string, payload: object) => void)('card.made', {}),
          },
        },
      })
      await createSystemTables(database)
      let wakes = 0
      const store = createAccountStore({
        ...services,
        outgoing: {
          emit: (_context, event, payload) => [{ kind: 'event', name: event, payload }],
          wake: () => void wakes++,
        },
      })
      const create = async (title: string): Promise<unknown> =>
        (await store.repository('Card')).create({ title })
      const written = (): Promise<number> =>
        database.count(sql`select count(*) from "cambium_jobs"`)
      return { store, create, written, wakes: () => wakes }
    }

    test('is written with the commit of the call, and not before', async () => {
      const { store, create, written, wakes } = await start()
      await store.transaction(async () => {
        await create('a')
        await create('b')
        assert.equal(wakes(), 0)
      })
      assert.equal(await written(), 2)
      assert.equal(wakes(), 1)
    })

    test('is gone with a call that fails, and with what was not to stay', async () => {
      const { store, create, written, wakes } = await start()
      const failing = store.transaction(async () => {
        await create('a')
        throw new Error('no')
      })
      await assert.rejects(failing, /no/)
      await store.undone(async () => {
        await create('b')
      })
      assert.equal(await written(), 0)
      assert.equal(wakes(), 0)
    })

    test('is written at once where there is no call around it', async () => {
      const { create, written } = await start()
      await create('a')
      assert.equal(await written(), 1)
    })
  })
}
