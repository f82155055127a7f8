import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import sharp from 'sharp'
import { type Sql, sql } from '../../database/index.ts'
import { storages, type TestStorage } from '../../files/storage/fixture/index.ts'
import { type Albums, startAlbums } from './fixture/index.ts'

interface Value {
  readonly id: string
  readonly name: string
  readonly size: number
  readonly type: string
}

interface AlbumBody {
  readonly id: string
  readonly cover: Value | null
  readonly papers: readonly Value[]
  readonly errors?: readonly { path: string; code: string; message: string }[]
}

for (const dialect of ['sqlite', 'postgres'] as const) {
  for (const { kind, start } of storages) {
    describe(`records with files on ${dialect} and ${kind}`, () => {
      let place: TestStorage
      let albums: Albums
      let picture: Buffer
      before(async () => {
        place = await start()
        albums = await startAlbums({ dialect, storage: place.address })
        picture = await sharp({
          create: { width: 300, height: 200, channels: 3, background: '#963' },
        })
          .png()
          .toBuffer()
      })
      after(async () => {
        await albums.close()
        await place.close()
      })

      async function create(as: string, body: object): Promise<AlbumBody & { status: number }> {
        const answer = await albums.send(as, 'POST', '/api/albums', body)
        return { ...((await answer.json()) as AlbumBody), status: answer.status }
      }

      async function change(
        as: string,
        id: string,
        body: object,
      ): Promise<AlbumBody & { status: number }> {
        const answer = await albums.send(as, 'PATCH', `/api/albums/${id}`, body)
        return { ...((await answer.json()) as AlbumBody), status: answer.status }
      }

      test('a file is uploaded, named by a record, and served', async () => {
        const uploaded = await albums.upload('ann', ['me & you.png', picture])
        assert.equal(uploaded.status, 201)
        const { data } = (await uploaded.json()) as { data: Value[] }
        const [file] = data
        assert.ok(file)
        const { id, ...rest } = file
        const size = picture.length
        const value = { name: 'me & you.png', size, type: 'image/png', width: 300, height: 200 }
        assert.deepEqual(rest, value)
        const made = await create('ann', { title: 'Summer', cover: id })
        assert.equal(made.status, 201)
        assert.equal(JSON.stringify(made.cover), JSON.stringify({ id, ...value }))
        const answer = await albums.ask('ann', `/api/albums/${made.id}/cover`)
        assert.equal(answer.status, 200)
        assert.deepEqual(Buffer.from(await answer.arrayBuffer()), picture)
        assert.equal(answer.headers.get('content-type'), 'image/png')
        assert.equal(answer.headers.get('etag'), `"${id}"`)
        assert.equal(answer.headers.get('content-disposition'), 'inline; filename="me & you.png"')
      })

      test('nobody names what somebody else uploaded, and nobody reads what is not theirs', async () => {
        const id = await albums.put('bob', 'secret.txt', 'of bob')
        const stolen = await create('ann', { papers: [id] })
        assert.equal(stolen.status, 422)
        assert.deepEqual(
          stolen.errors?.map(({ path, code }) => [path, code]),
          [['papers.0', 'reference']],
        )
        const unknown = await create('ann', { papers: ['00000000-0000-4000-8000-000000000000'] })
        assert.equal(unknown.errors?.[0]?.message, stolen.errors?.[0]?.message)
        const made = await create('bob', { papers: [id] })
        assert.equal(made.status, 201)
        const address = `/api/albums/${made.id}/papers/${id}`
        assert.equal((await albums.ask('bob', address)).status, 200)
        assert.equal((await albums.ask('ann', address)).status, 404)
        assert.equal((await albums.ask('', address)).status, 401)
        assert.equal((await albums.send('ann', 'POST', `${address}/sign`, {})).status, 404)
        const other = await create('bob', { title: 'Empty' })
        assert.equal((await albums.ask('bob', `/api/albums/${other.id}/papers/${id}`)).status, 404)
      })

      test('a file is of one record and one field', async () => {
        const id = await albums.put('ann', 'a.txt', 'a')
        const made = await create('ann', { papers: [id] })
        assert.equal((await create('ann', { papers: [id] })).status, 422)
        const twice = await albums.put('ann', 'b.txt', 'b')
        const refused = await create('ann', { papers: [twice], leaflet: twice })
        assert.deepEqual([refused.status, refused.errors?.[0]?.path], [422, 'leaflet'])
        assert.equal((await create('ann', { papers: [twice] })).status, 201)
        assert.equal((await change('ann', made.id, { papers: [id] })).status, 200)
      })

      test('a field takes what its model says', async () => {
        const noise = await sharp({
          create: {
            width: 400,
            height: 400,
            channels: 3,
            background: '#000',
            noise: { type: 'gaussian', mean: 128, sigma: 60 },
          },
        })
          .png()
          .toBuffer()
        assert.ok(noise.length > 200_000)
        const text = await albums.put('ann', 'cover.png', 'no picture at all')
        const large = await albums.put('ann', 'large.png', noise)
        const drawing = await albums.put(
          'ann',
          'x.svg',
          '<svg xmlns="http://www.w3.org/2000/svg"/>',
        )
        const refusals: [body: object, path: string, code: string][] = [
          [{ cover: text }, 'cover', 'file_type'],
          [{ cover: drawing }, 'cover', 'file_type'],
          [{ cover: large }, 'cover', 'too_large'],
          [{ papers: [large] }, 'papers.0', 'file_type'],
          [{ papers: [text, text, text, text] }, 'papers', 'too_many'],
          [{ papers: text }, 'papers', 'type'],
          [{ cover: 'cover.png' }, 'cover', 'format'],
          [{ cover: { name: 'x' } }, 'cover.id', 'required'],
          [{ cover: { id: '../../etc/passwd' } }, 'cover.id', 'format'],
        ]
        for (const [body, path, code] of refusals) {
          const { status, errors } = await create('ann', body)
          const found = errors?.map((error) => [error.path, error.code])
          assert.deepEqual([status, found], [422, [[path, code]]], JSON.stringify(body))
        }
      })

      test('an update adds, keeps and gives up files, which are then deleted', async () => {
        const ids = await Promise.all(
          ['a', 'b', 'c'].map((name) => albums.put('ann', `${name}.txt`, name)),
        )
        const [a = '', b = '', c = ''] = ids
        const made = await create('ann', { papers: [a, b] })
        const changed = await change('ann', made.id, { papers: [...made.papers.slice(1), c] })
        assert.deepEqual(
          changed.papers.map(({ id }) => id),
          [b, c],
        )
        const ofA = `/api/albums/${made.id}/papers/${a}`
        assert.equal((await albums.ask('ann', ofA)).status, 404)
        await albums.files.sweeper.now()
        assert.equal((await change('ann', made.id, { papers: [a] })).status, 422)
        const kept = await albums.ask('ann', `/api/albums/${made.id}/papers/${c}`)
        assert.equal(await kept.text(), 'c')
        await albums.send('ann', 'PATCH', `/api/albums/${made.id}`, { title: 'Other' })
        assert.equal((await albums.ask('ann', `/api/albums/${made.id}/papers/${b}`)).status, 200)
      })

      test('a record that is deleted takes its files with it', async () => {
        const id = await albums.put('ann', 'a.txt', 'a')
        const made = await create('ann', { papers: [id] })
        assert.equal(await albums.database.count(ofFile(id)), 1)
        const answer = await albums.ask('ann', `/api/albums/${made.id}`, { method: 'DELETE' })
        assert.equal(answer.status, 204)
        await albums.files.sweeper.now()
        assert.equal(await albums.database.count(ofFile(id)), 0)
      })

      test('a batch and a request that is sent again name a file once', async () => {
        const first = await albums.put('ann', 'a.txt', 'a')
        const second = await albums.put('ann', 'b.txt', 'b')
        const operations = [
          { method: 'POST', path: '/api/albums', body: { papers: [first] } },
          { method: 'PATCH', path: '/api/albums/$0.id', body: { papers: [second, first] } },
        ]
        const batch = await albums.send('ann', 'POST', '/api/batch', { operations })
        const { results } = (await batch.json()) as { results: { body: AlbumBody }[] }
        assert.deepEqual(
          results[1]?.body.papers.map(({ id }) => id),
          [second, first],
        )
        const id = await albums.put('ann', 'c.txt', 'c')
        const again = () =>
          albums.ask('ann', '/api/albums', {
            method: 'POST',
            body: JSON.stringify({ papers: [id] }),
            headers: { 'content-type': 'application/json', 'idempotency-key': 'once' },
          })
        const [one, two] = [await again(), await again()]
        assert.deepEqual([one.status, two.status], [201, 201])
        assert.deepEqual(await one.json(), await two.json())
        const undone = await albums.put('ann', 'd.txt', 'd')
        const half = [
          { method: 'POST', path: '/api/albums', body: { papers: [undone] } },
          { method: 'POST', path: '/api/albums', body: { papers: [undone] } },
        ]
        const refused = await albums.send('ann', 'POST', '/api/batch', { operations: half })
        assert.equal(refused.status, 422)
        assert.equal((await create('ann', { papers: [undone] })).status, 201)
      })

      test('a field with rules is read and written by those they let', async () => {
        const id = await albums.put('ann', 'contract.pdf', '%PDF-1.7 contract')
        const refused = await create('ann', { contract: id })
        assert.deepEqual([refused.status, refused.errors?.[0]?.path], [403, 'contract'])
        const made = await create('ann', { title: 'Deal' })
        const own = await albums.put('staff', 'contract.pdf', '%PDF-1.7 contract')
        assert.equal((await change('staff', made.id, { contract: own })).status, 200)
        const address = `/api/albums/${made.id}/contract`
        assert.equal((await albums.ask('staff', address)).status, 200)
        assert.equal((await albums.ask('ann', address)).status, 404)
        assert.equal((await albums.send('ann', 'POST', `${address}/sign`, {})).status, 404)
      })

      test('a public field is read by whoever knows the id of its file', async () => {
        const id = await albums.put('ann', 'leaflet.txt', 'for everybody')
        const made = await create('ann', { leaflet: id })
        const address = `/api/albums/${made.id}/leaflet`
        assert.equal(await (await albums.ask('', `${address}/${id}`)).text(), 'for everybody')
        assert.equal((await albums.ask('', address)).status, 401)
        const guess = '00000000-0000-4000-8000-000000000000'
        assert.equal((await albums.ask('', `${address}/${guess}`)).status, 404)
      })

      test('pictures are made smaller to the sizes of the model', async () => {
        const cover = await albums.put('ann', 'big.png', picture)
        const made = await create('ann', { cover })
        const address = `/api/albums/${made.id}/cover`
        const small = await albums.ask('ann', `${address}?size=thumb`)
        const { width, height, format } = await sharp(
          Buffer.from(await small.arrayBuffer()),
        ).metadata()
        assert.deepEqual([width, height, format], [100, 67, 'webp'])
        assert.equal(small.headers.get('etag'), `"${cover}-100x100"`)
        assert.equal(small.headers.get('content-disposition'), 'inline; filename="big.webp"')
        assert.equal((await albums.ask('ann', `${address}?size=40x40`)).status, 200)
        for (const wrong of ['41x41', '9999x9999', '', '__proto__', 'original']) {
          const answer = await albums.ask('ann', `${address}?size=${wrong}`)
          assert.equal(answer.status, 400, wrong)
        }
        assert.equal((await albums.ask('ann', `${address}?width=40`)).status, 400)
      })
    })
  }
}

function ofFile(id: string): Sql {
  return sql`select count(*) from "cambium_files" where "id" = ${id}`
}
