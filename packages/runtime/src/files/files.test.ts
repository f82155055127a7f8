import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'
import sharp from 'sharp'
import { sql } from '../database/index.ts'
import { places, type TestFiles } from './fixture/index.ts'
import { type FileValue, findWaiting, keepFiles, releaseFiles, thumbnailSizes } from './index.ts'
import { findFile, insertFile } from './rows/index.ts'
import { newFileRow } from './uploads/index.ts'

const ann = { id: 'ann', tenant: null }
const dayMs = 86_400_000

async function* bytesOf(...chunks: (string | Uint8Array)[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield Buffer.from(chunk)
}

for (const { name, start } of places) {
  describe(`files on ${name}`, () => {
    let running: TestFiles
    before(async () => {
      running = await start({ maxBytes: 1_000_000, maxPixels: 1_000_000 })
    })
    after(() => running.close())

    const upload = (text: string | Uint8Array, called = 'note.txt'): Promise<FileValue> =>
      running.files.receive({ source: bytesOf(text), name: called, uploader: ann })
    const later = (ms: number): Date => new Date(Date.now() + ms)
    const keep = (id: string, recordId = '1'): Promise<number> =>
      running.database.transaction(async (tx) => {
        await tx.run(sql`
          insert into "things" ("id", "files") values (${recordId}, ${JSON.stringify([{ id }])})
          on conflict do nothing
        `)
        const place = { entity: 'Thing', recordId, field: 'files' }
        return keepFiles(tx, [id], { place, now: new Date().toISOString() })
      })
    const waiting = (id: string, uploader: Parameters<typeof findWaiting>[2]['uploader'] = ann) =>
      findWaiting(running.database, [id], { now: new Date().toISOString(), uploader })
    const isThere = async (id: string): Promise<boolean> => {
      const row = await findFile(running.database, id)
      return row !== undefined && (await running.storage.stat(row.key)) !== undefined
    }

    test('a file that was uploaded waits for its uploader and nobody else', async () => {
      const { id, ...value } = await upload('hello')
      assert.deepEqual(value, { name: 'note.txt', size: 5, type: 'text/plain' })
      assert.equal((await waiting(id)).length, 1)
      assert.equal((await waiting(id, undefined)).length, 1)
      for (const other of [
        { id: 'bob', tenant: null },
        { id: null, tenant: null },
        { id: 'ann', tenant: 'acme' },
      ]) {
        assert.equal((await waiting(id, other)).length, 0)
      }
    })

    test('what nobody signed in for is for nobody who is signed in', async () => {
      const guest = { id: null, tenant: null }
      const { id } = await running.files.receive({
        source: bytesOf('x'),
        name: 'x',
        uploader: guest,
      })
      assert.match(id, /^[\da-f]{8}-[\da-f]{4}-4/)
      assert.equal((await waiting(id, guest)).length, 1)
      assert.equal((await waiting(id)).length, 0)
    })

    test('a file belongs to one record: who comes second gets none', async () => {
      const { id } = await upload('mine')
      const kept = await Promise.all([keep(id, 'first'), keep(id, 'second')])
      assert.deepEqual(kept.sort(), [0, 1])
      assert.equal((await waiting(id)).length, 0)
    })

    test('it is served once it belongs to a record, whole and in part', async () => {
      const { id } = await upload('0123456789')
      assert.equal(await running.files.open(id), undefined)
      await keep(id, 'served')
      const found = await running.files.open(id)
      assert.ok(found)
      const whole = await found.read()
      const part = await found.read({ start: 2, end: 4 })
      assert.ok(whole && part)
      assert.equal(String(await buffer(whole)), '0123456789')
      assert.equal(String(await buffer(part)), '234')
    })

    test('too large a file is refused while it arrives, and leaves nothing', async () => {
      const chunk = randomBytes(400_000)
      const source = bytesOf(chunk, chunk, chunk, chunk)
      const refused = running.files.receive({ source, name: 'big', uploader: ann })
      await assert.rejects(refused, { code: 'too_large' })
      await nothingArrives()
    })

    test('an upload that breaks off leaves nothing', async () => {
      async function* broken(): AsyncGenerator<Uint8Array> {
        yield randomBytes(300_000)
        throw new Error('aborted')
      }
      const refused = running.files.receive({ source: broken(), name: 'x', uploader: ann })
      await assert.rejects(refused, /aborted/)
      await nothingArrives()
    })

    test('a picture of too many pixels is refused by its header', async () => {
      const bomb = await sharp({
        create: { width: 1, height: 1, channels: 3, background: '#000' },
      })
        .png()
        .toBuffer()
      bomb.writeUInt32BE(50_000, 16)
      bomb.writeUInt32BE(50_000, 20)
      await assert.rejects(upload(bomb, 'bomb.png'), { code: 'invalid' })
      await nothingArrives()
    })

    async function nothingArrives(): Promise<void> {
      const arriving = await running.database.count(
        sql`select count(*) from "cambium_files" where "state" = 'receiving'`,
      )
      assert.equal(arriving, 0)
    }

    test('what no record named is gone after a day', async () => {
      const { id } = await upload('forgotten')
      await running.files.sweeper.now(later(dayMs - 60_000))
      assert.ok(await isThere(id))
      await running.files.sweeper.now(later(dayMs + 60_000))
      assert.equal(await isThere(id), false)
      assert.equal(await findFile(running.database, id), undefined)
    })

    test('what a process that was killed left behind is gone after a day', async () => {
      const row = newFileRow({ name: 'half.txt', uploader: ann })
      await insertFile(running.database, row)
      await running.storage.put(row.key, bytesOf('stored, and never finished'))
      assert.equal((await waiting(row.id)).length, 0)
      await running.files.sweeper.now(later(dayMs + 60_000))
      assert.equal(await running.storage.stat(row.key), undefined)
      assert.equal(await findFile(running.database, row.id), undefined)
    })

    test('what a record gives up is deleted, and not before its commit', async () => {
      const { id } = await upload('left')
      await keep(id, 'leaving')
      const release = { recordId: 'leaving', now: new Date().toISOString() }
      const undone = running.database.transaction(async (tx) => {
        assert.equal(await releaseFiles(tx, [id], release), 1)
        throw new Error('undone')
      })
      await assert.rejects(undone, /undone/)
      await running.files.sweeper.now()
      assert.ok(await isThere(id))
      const others = { ...release, recordId: 'another' }
      assert.equal(await releaseFiles(running.database, [id], others), 0)
      assert.equal(await releaseFiles(running.database, [id], release), 1)
      await running.files.sweeper.now()
      assert.equal(await isThere(id), false)
    })

    test('what the database took away behind our back is found', async () => {
      const kept = await upload('kept')
      const gone = await upload('gone')
      const unnamed = await upload('unnamed')
      await keep(kept.id, 'a')
      await keep(gone.id, 'b')
      await keep(unnamed.id, 'c')
      await running.database.run(sql`delete from "things" where "id" = 'b'`)
      await running.database.run(sql`update "things" set "files" = ${'[]'} where "id" = 'c'`)
      await running.files.sweeper.now()
      assert.deepEqual(await Promise.all([kept, gone, unnamed].map(({ id }) => isThere(id))), [
        true,
        false,
        false,
      ])
    })

    test('sweeps at the same time delete each file once, and all of them', async () => {
      const all = await Promise.all(Array.from({ length: 120 }, (_, n) => upload(`file ${n}`)))
      const at = later(dayMs + 60_000)
      const { sweeper } = running.files
      const deleted = await Promise.all([sweeper.now(at), sweeper.now(at), sweeper.now(at)])
      assert.ok(deleted.reduce((sum, one) => sum + one) >= all.length)
      for (const { id } of all) assert.equal(await findFile(running.database, id), undefined)
    })

    test('smaller versions are made once, kept, and deleted with their picture', async () => {
      const picture = await sharp({
        create: { width: 800, height: 400, channels: 3, background: '#369' },
      })
        .jpeg()
        .toBuffer()
      const { id, width, height } = await upload(picture, 'photo.jpg')
      assert.deepEqual([width, height], [800, 400])
      await keep(id, 'picture')
      const size = thumbnailSizes({ many: false }).get('thumb')
      assert.ok(size)
      const [first, second] = await Promise.all([
        running.files.open(id, size),
        running.files.open(id, size),
      ])
      assert.ok(first && second)
      assert.deepEqual(
        [first.type, first.name, first.tag],
        ['image/webp', 'photo.webp', second.tag],
      )
      const bytes = await first.read()
      assert.ok(bytes)
      const made = await sharp(await buffer(bytes)).metadata()
      assert.deepEqual([made.width, made.height, made.format], [200, 100, 'webp'])
      const key = (await findFile(running.database, id))?.key ?? ''
      assert.equal((await running.storage.list(key)).length, 2)
      await releaseFiles(running.database, [id], {
        recordId: 'picture',
        now: new Date().toISOString(),
      })
      await running.files.sweeper.now()
      assert.deepEqual(await running.storage.list(key), [])
    })

    test('files of a transaction that is undone are undone with it', async () => {
      const { database, files, storage } = running
      const stored: string[] = []
      let undo: (() => Promise<void>) | undefined
      const work = database.transaction(async (tx) => {
        const within = files.within(tx)
        undo = within.undo
        const seeded = await within.put({ content: 'seed', name: 'seed.txt' })
        const own = await within.put({ path: new URL(import.meta.url) })
        assert.deepEqual([seeded.size, own.name], [4, 'files.test.ts'])
        const rows = await Promise.all([seeded, own].map(({ id }) => findFile(tx, id)))
        stored.push(...rows.map((row) => row?.key ?? ''))
        throw new Error('undone')
      })
      await assert.rejects(work, /undone/)
      for (const key of stored) assert.ok(await storage.stat(key))
      await undo?.()
      for (const key of stored) assert.equal(await storage.stat(key), undefined)
    })

    test('a picture that cannot be decoded is served as it is', async () => {
      const broken = await sharp({
        create: { width: 60, height: 60, channels: 3, background: '#369' },
      })
        .png()
        .toBuffer()
      const { id } = await upload(broken.subarray(0, 60), 'broken.png')
      await keep(id, 'broken')
      const found = await running.files.open(id, { width: 20, height: 20 })
      assert.deepEqual([found?.type, found?.size], ['image/png', 60])
    })
  })
}
