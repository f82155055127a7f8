import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { buffer } from 'node:stream/consumers'
import { after, before, describe, test } from 'node:test'
import { newFileKey, variantKey } from '../file-key.ts'
import { storages, type TestStorage } from './fixture/index.ts'
import { type FileStorage, openStorage } from './index.ts'

async function* chunksOf(...chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks
}

for (const { kind, start } of storages) {
  describe(`a storage of files: ${kind}`, () => {
    let place: TestStorage
    let storage: FileStorage
    before(async () => {
      place = await start()
      storage = await openStorage(place.address)
    })
    after(() => place.close())

    test('gives back what was put, byte for byte', async () => {
      for (const bytes of [0, 1, 65_536, 700_000]) {
        const key = newFileKey()
        const content = randomBytes(bytes)
        assert.equal(await storage.put(key, chunksOf(content)), bytes)
        const found = await storage.get(key)
        assert.ok(found)
        assert.deepEqual(await buffer(found), content)
        assert.deepEqual(await storage.stat(key), { key, size: bytes })
      }
    })

    test('gives a part, both ends included', async () => {
      const key = newFileKey()
      await storage.put(key, chunksOf(Buffer.from('0123'), Buffer.from('456789')))
      const parts: [start: number, end: number, text: string][] = [
        [0, 0, '0'],
        [3, 5, '345'],
        [8, 9, '89'],
      ]
      for (const [from, end, text] of parts) {
        const found = await storage.get(key, { start: from, end })
        assert.equal(found && String(await buffer(found)), text)
      }
    })

    test('knows nothing of what is not there, and takes it away all the same', async () => {
      const key = newFileKey()
      assert.equal(await storage.get(key), undefined)
      assert.equal(await storage.stat(key), undefined)
      assert.deepEqual(await storage.list(key), [])
      await storage.delete(key)
    })

    test('keeps nothing of a source that fails', async () => {
      const key = newFileKey()
      async function* failing(): AsyncGenerator<Uint8Array> {
        yield randomBytes(500_000)
        throw new Error('The line went dead')
      }
      await assert.rejects(storage.put(key, failing()), /went dead/)
      assert.equal(await storage.stat(key), undefined)
      assert.deepEqual(await storage.list(key), [])
    })

    test('lists what was made from a file beside it, and nothing else', async () => {
      const key = newFileKey()
      const thumb = variantKey(key, '200x200.webp')
      await storage.put(key, chunksOf(Buffer.from('whole')))
      await storage.put(thumb, chunksOf(Buffer.from('part')))
      await storage.put(newFileKey(), chunksOf(Buffer.from('other')))
      const found = await storage.list(key)
      assert.deepEqual(
        found.sort((a, b) => a.size - b.size),
        [
          { key: thumb, size: 4 },
          { key, size: 5 },
        ],
      )
      await storage.delete(key)
      assert.deepEqual(await storage.list(key), [{ key: thumb, size: 4 }])
    })

    test('takes no key that is not one of ours', async () => {
      for (const key of [
        '../../etc/passwd',
        '/etc/passwd',
        'ab/..',
        'ab/\0',
        '',
        'ab/cd',
        'x.txt',
      ]) {
        await assert.rejects(async () => storage.put(key, chunksOf(Buffer.from('x'))), TypeError)
        await assert.rejects(async () => storage.get(key), TypeError)
        await assert.rejects(async () => storage.delete(key), TypeError)
      }
    })

    test('signs addresses that work without anything else, where it can', async () => {
      const key = newFileKey()
      await storage.put(key, chunksOf(Buffer.from('signed')))
      const address = await storage.sign(key, 60)
      if (kind === 'disk') return assert.equal(address, undefined)
      assert.equal(await (await fetch(String(address))).text(), 'signed')
    })

    test('leaves no temporary file of a large object', async () => {
      const before = await temporary()
      await storage.put(newFileKey(), chunksOf(randomBytes(300_000), randomBytes(300_000)))
      assert.deepEqual(await temporary(), before)
    })
  })
}

async function temporary(): Promise<string[]> {
  const names = await readdir(tmpdir())
  return names.filter((name) => /^cambium-[\da-f]{8}-[\da-f]{4}-7/.test(name)).sort()
}
