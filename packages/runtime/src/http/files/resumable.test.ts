import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import sharp from 'sharp'
import { Upload } from 'tus-js-client'
import { sql } from '../../database/index.ts'
import { storages, type TestStorage } from '../../files/storage/fixture/index.ts'
import { type Albums, startAlbums } from './fixture/index.ts'

for (const { kind, start } of storages) {
  describe(`uploads that go on after a broken line: ${kind}`, () => {
    let place: TestStorage
    let albums: Albums
    before(async () => {
      place = await start()
      const limits = { maxBytes: 2_000_000, maxPixels: 1_000_000 }
      albums = await startAlbums({ storage: place.address, limits })
    })
    after(async () => {
      await albums.close()
      await place.close()
    })

    const tus = { 'tus-resumable': '1.0.0' }
    const piece = { ...tus, 'content-type': 'application/offset+octet-stream' }

    async function begin(as: string, length: number, name = 'note.txt'): Promise<string> {
      const metadata = `filename ${Buffer.from(name).toString('base64')}`
      const headers = { ...tus, 'upload-length': String(length), 'upload-metadata': metadata }
      const answer = await albums.ask(as, '/api/uploads', { method: 'POST', headers })
      assert.equal(answer.status, 201, await answer.text())
      return answer.headers.get('location') ?? ''
    }

    function patch(as: string, path: string, offset: number, body: string): Promise<Response> {
      const headers = { ...piece, 'upload-offset': String(offset) }
      return albums.ask(as, path, { method: 'PATCH', headers, body })
    }

    const head = (as: string, path: string): Promise<Response> =>
      albums.ask(as, path, { method: 'HEAD', headers: tus })

    test('the client of the protocol sends a file in pieces', async () => {
      const content = randomBytes(1_000_000)
      const answer = await new Promise<string>((resolve, reject) => {
        const upload = new Upload(content, {
          endpoint: `${albums.origin}/api/uploads`,
          chunkSize: 300_000,
          headers: { authorization: 'Bearer ann' },
          metadata: { filename: '../noise.bin' },
          onError: reject,
          onSuccess: ({ lastResponse }) => resolve(lastResponse.getBody()),
        })
        upload.start()
      })
      const { id, ...value } = JSON.parse(answer) as { id: string }
      assert.deepEqual(value, {
        name: 'noise.bin',
        size: 1_000_000,
        type: 'application/octet-stream',
      })
      const made = await albums.send('ann', 'POST', '/api/albums', { leaflet: id })
      const album = (await made.json()) as { id: string }
      const served = await albums.ask('ann', `/api/albums/${album.id}/leaflet`)
      assert.deepEqual(Buffer.from(await served.arrayBuffer()), content)
    })

    test('pieces come in order, and what was there is told', async () => {
      const path = await begin('ann', 10)
      assert.match(path, /^\/api\/uploads\/[\da-f-]{36}$/)
      assert.equal((await patch('ann', path, 0, '01234')).headers.get('upload-offset'), '5')
      assert.equal((await patch('ann', path, 0, 'again')).status, 409)
      assert.equal((await patch('ann', path, 7, '789')).status, 409)
      const { headers } = await head('ann', path)
      assert.equal(headers.get('upload-offset'), '5')
      assert.equal(headers.get('upload-length'), '10')
      assert.equal(headers.get('cache-control'), 'no-store')
      assert.equal(headers.get('access-control-allow-origin'), null)
      const last = await patch('ann', path, 5, '56789')
      assert.equal(last.status, 200)
      assert.equal(((await last.json()) as { size: number }).size, 10)
      assert.equal((await head('ann', path)).headers.get('upload-offset'), '10')
    })

    test('of two pieces for one place one is taken', async () => {
      const path = await begin('ann', 10)
      const both = await Promise.all([
        patch('ann', path, 0, 'aaaaa'),
        patch('ann', path, 0, 'bbbbb'),
      ])
      assert.deepEqual(both.map(({ status }) => status).sort(), [204, 409])
      assert.equal((await head('ann', path)).headers.get('upload-offset'), '5')
    })

    test('an upload is its uploader’s alone', async () => {
      const path = await begin('ann', 5)
      for (const other of ['bob', 'staff']) {
        assert.equal((await head(other, path)).status, 404)
        assert.equal((await patch(other, path, 0, 'mine!')).status, 404)
        const removed = await albums.ask(other, path, { method: 'DELETE', headers: tus })
        assert.equal(removed.status, 404)
      }
      assert.equal((await head('', path)).status, 401)
      assert.equal((await patch('ann', path, 0, 'mine!')).status, 200)
    })

    test('what is too large, a bomb or no id is refused', async () => {
      const headers = { ...tus, 'upload-length': '2000001' }
      const large = await albums.ask('ann', '/api/uploads', { method: 'POST', headers })
      assert.equal(large.status, 413)
      const path = await begin('ann', 3)
      assert.equal((await patch('ann', path, 0, 'longer than it was said to be')).status, 413)
      for (const id of ['..%2f..%2fetc', '%00', 'x'.repeat(190), '__proto__']) {
        assert.equal((await head('ann', `/api/uploads/${id}`)).status, 404, id)
      }
      const bomb = await sharp({ create: { width: 1, height: 1, channels: 3, background: '#000' } })
        .png()
        .toBuffer()
      bomb.writeUInt32BE(50_000, 16)
      bomb.writeUInt32BE(50_000, 20)
      const ofBomb = await begin('ann', bomb.length, 'bomb.png')
      const refused = await albums.ask('ann', ofBomb, {
        method: 'PATCH',
        headers: { ...piece, 'upload-offset': '0' },
        body: new Uint8Array(bomb),
      })
      assert.equal(refused.status, 422, await refused.text())
      assert.equal((await head('ann', ofBomb)).status, 404)
    })

    test('one that is given up leaves nothing, nor does one that is forgotten', async () => {
      const path = await begin('ann', 10)
      await patch('ann', path, 0, '01234')
      const removed = await albums.ask('ann', path, { method: 'DELETE', headers: tus })
      assert.equal(removed.status, 204)
      assert.equal((await head('ann', path)).status, 404)
      const forgotten = await begin('ann', 10)
      await patch('ann', forgotten, 0, '01234')
      const id = forgotten.split('/').at(-1) ?? ''
      await albums.files.sweeper.now(new Date(Date.now() + 86_460_000))
      const left = await albums.database.count(
        sql`select count(*) from "cambium_files" where "id" = ${id}`,
      )
      assert.equal(left, 0)
    })

    test('the protocol says what it can', async () => {
      const answer = await albums.ask('', '/api/uploads', { method: 'OPTIONS' })
      assert.equal(answer.status, 204)
      assert.equal(answer.headers.get('tus-version'), '1.0.0')
      assert.equal(answer.headers.get('tus-max-size'), '2000000')
      assert.match(String(answer.headers.get('tus-extension')), /creation/)
      const without = await albums.ask('ann', '/api/uploads', { method: 'POST' })
      assert.equal(without.status, 412)
    })
  })
}
