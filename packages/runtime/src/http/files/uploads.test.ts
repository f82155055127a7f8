import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { connect } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { gzipSync } from 'node:zlib'
import sharp from 'sharp'
import { sql } from '../../database/index.ts'
import { storages, type TestStorage } from '../../files/storage/fixture/index.ts'
import { unlimited } from '../index.ts'
import { type Albums, startAlbums } from './fixture/index.ts'

let albums: Albums
let place: TestStorage

before(async () => {
  const [disk] = storages
  assert.ok(disk)
  place = await disk.start()
  const limits = { maxBytes: 1_000_000, maxPixels: 1_000_000 }
  albums = await startAlbums({ storage: place.address, limits })
})
after(async () => {
  await albums.close()
  await place.close()
})

/** Every file under the folder of the storage, finished or not. */
async function stored(): Promise<string[]> {
  const folder = place.address.slice('file:'.length)
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  return entries.filter((entry) => entry.isFile()).map(({ name }) => name)
}

async function rows(): Promise<number> {
  return albums.database.count(sql`select count(*) from "cambium_files"`)
}

/** Runs an upload that is refused, and looks whether anything stayed of it. */
async function leavesNothing(work: () => Promise<void>): Promise<void> {
  const before = { rows: await rows(), stored: (await stored()).length }
  await work()
  for (let tried = 0; tried < 100; tried++) {
    if ((await rows()) === before.rows && (await stored()).length === before.stored) return
    await wait(20)
  }
  assert.deepEqual({ rows: await rows(), stored: (await stored()).length }, before)
}

function multipart(name: string, content: string | Buffer, headers = ''): Buffer {
  return Buffer.concat([
    Buffer.from(
      `--x\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n${headers}\r\n`,
    ),
    Buffer.from(content),
    Buffer.from('\r\n--x--\r\n'),
  ])
}

function post(body: Buffer | string, headers: { [name: string]: string } = {}): Promise<Response> {
  return albums.ask('ann', '/api/files', {
    method: 'POST',
    body: Buffer.from(body),
    headers: { 'content-type': 'multipart/form-data; boundary=x', ...headers },
  })
}

describe('an upload that is taken', () => {
  test('has the type of its content and a name that means nothing else', async () => {
    const png = await sharp({ create: { width: 2, height: 2, channels: 3, background: '#000' } })
      .png()
      .toBuffer()
    const uploads: [sent: string, content: string | Buffer, name: string, type: string][] = [
      ['../../../../etc/passwd', 'root', 'passwd', 'text/plain'],
      ['..\\\\..\\\\windows\\\\win.ini', 'x', 'win.ini', 'text/plain'],
      ['a.png\0.html', png, 'a.png.html.png', 'image/png'],
      ['picture.html', png, 'picture.html.png', 'image/png'],
      ['picture.png.', png, 'picture.png', 'image/png'],
      ['evil.php.png', png, 'evil.php.png', 'image/png'],
      ['shell.jpg', '<html><script>alert(1)</script>', 'shell.jpg', 'text/html'],
      ['CON', 'x', 'CON', 'text/plain'],
      ['%2e%2e%2fetc', 'x', '%2e%2e%2fetc', 'text/plain'],
      ['.', 'x', 'file', 'text/plain'],
    ]
    for (const [sent, content, name, type] of uploads) {
      const answer = await post(multipart(sent, content))
      assert.equal(answer.status, 201, sent)
      const { data } = (await answer.json()) as { data: { name: string; type: string }[] }
      assert.deepEqual([data[0]?.name, data[0]?.type], [name, type])
    }
    assert.ok((await stored()).every((name) => /^[\da-f]{32}$/.test(name)))
  })

  test('is believed nothing of its headers', async () => {
    const header = 'Content-Type: image/png; charset=utf-8; x="text/html"\r\n'
    const answer = await post(multipart('x.png', '<svg onload="alert(1)"/>', header))
    const { data } = (await answer.json()) as { data: { type: string }[] }
    assert.equal(data[0]?.type, 'image/svg+xml')
  })

  test('may hold several files', async () => {
    const answer = await albums.upload('ann', ['a.txt', 'a'], ['b.txt', 'bb'])
    const { data } = (await answer.json()) as { data: { name: string; size: number }[] }
    assert.deepEqual(
      data.map(({ name, size }) => [name, size]),
      [
        ['a.txt', 1],
        ['b.txt', 2],
      ],
    )
  })

  test('comes a thousand at a time', async () => {
    const before = await rows()
    const memory = process.memoryUsage().rss
    const answers = await Promise.all(
      Array.from({ length: 1_000 }, (_, n) => albums.upload('crowd', [`${n}.txt`, `file ${n}`])),
    )
    assert.ok(answers.every(({ status }) => status === 201))
    assert.equal(await rows(), before + 1_000)
    assert.ok(process.memoryUsage().rss - memory < 400 * 1_048_576)
  })
})

describe('an upload that is refused', () => {
  test('by nobody who may not write such a record', async () => {
    await leavesNothing(async () => {
      assert.equal((await albums.upload('', ['a.txt', 'a'])).status, 401)
    })
  })

  test('because it is too large, before all of it came', async () => {
    await leavesNothing(async () => {
      const answer = await albums.upload('ann', ['big.bin', randomBytes(1_500_000)])
      assert.equal(answer.status, 413)
      const { detail } = (await answer.json()) as { detail: string }
      assert.equal(detail, 'A file may have up to 1 MB')
    })
  })

  test('because one of its files is, with the others', async () => {
    await leavesNothing(async () => {
      const answer = await albums.upload('ann', ['a.txt', 'a'], ['b.bin', randomBytes(1_500_000)])
      assert.equal(answer.status, 413)
    })
  })

  test('because it is a bomb: a picture of 50,000 by 50,000', async () => {
    const bomb = await sharp({ create: { width: 1, height: 1, channels: 3, background: '#000' } })
      .png()
      .toBuffer()
    bomb.writeUInt32BE(50_000, 16)
    bomb.writeUInt32BE(50_000, 20)
    await leavesNothing(async () => {
      const answer = await albums.upload('ann', ['bomb.png', bomb])
      assert.equal(answer.status, 422)
    })
  })

  test('because its body is compressed, whatever is in it', async () => {
    const zeros = gzipSync(multipart('zeros.bin', Buffer.alloc(30 * 1_048_576)))
    await leavesNothing(async () => {
      assert.equal((await post(zeros, { 'content-encoding': 'gzip' })).status, 415)
    })
  })

  const malformed: [
    why: string,
    body: string,
    headers: { [name: string]: string },
    status: number,
  ][] = [
    ['no body', '', {}, 422],
    ['no part', '--x--\r\n', {}, 422],
    ['no end', multipart('a.txt', 'a').toString().slice(0, -6), {}, 400],
    ['half a head', '--x\r\nContent-Disposition: form-data; name="f', {}, 400],
    ['a field', '--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb\r\n--x--\r\n', {}, 400],
    ['no boundary', 'x', { 'content-type': 'multipart/form-data' }, 400],
    ['another type', '{}', { 'content-type': 'application/json' }, 415],
    [
      'a name of the language',
      multipart('a.txt', 'a').toString().replace('name="file"', 'name="__proto__"'),
      {},
      400,
    ],
    [
      'too many files',
      `${multipart('a.txt', 'a').toString().replace('--x--\r\n', '').repeat(30)}--x--\r\n`,
      {},
      413,
    ],
  ]
  for (const [why, body, headers, status] of malformed) {
    test(`because of ${why}`, async () => {
      await leavesNothing(async () => {
        const answer = await post(body, headers)
        assert.equal(answer.status, status, await answer.clone().text())
        assert.match(String(answer.headers.get('content-type')), /problem\+json/)
      })
    })
  }

  test('because the line broke', async () => {
    await leavesNothing(async () => {
      const { port } = new URL(albums.origin)
      const socket = connect(Number(port), '127.0.0.1')
      const head = [
        'POST /api/files HTTP/1.1',
        'host: localhost',
        'authorization: Bearer ann',
        'content-type: multipart/form-data; boundary=x',
        'content-length: 900000',
        '',
        '',
      ]
      socket.write(head.join('\r\n'))
      socket.write(multipart('half.bin', randomBytes(300_000)).subarray(0, 200_000))
      await wait(100)
      assert.ok((await stored()).some((name) => name.endsWith('.part')))
      socket.destroy()
    })
  })

  test('because too much of it waits already', async () => {
    const own = await startAlbums({ limits: { maxBytes: 1_000, maxWaitingFiles: 3 } })
    const upload = (as: string) => own.upload(as, ['a.txt', 'a']).then(({ status }) => status)
    const statuses = [await upload('ann'), await upload('ann'), await upload('ann')]
    assert.deepEqual(statuses, [201, 201, 201])
    assert.equal(await upload('ann'), 429)
    assert.equal(await upload('bob'), 201)
    await own.close()
  })

  test('because there were too many a minute', async () => {
    const rateLimit = { readsPerMinute: 100, writesPerMinute: 2 }
    const own = await startAlbums({ settings: { ...unlimited, rateLimit } })
    const upload = () => own.upload('ann', ['a.txt', 'a']).then(({ status }) => status)
    assert.deepEqual([await upload(), await upload(), await upload()], [201, 201, 429])
    await own.close()
  })
})

describe('uploads of nobody', () => {
  test('are taken where nobody may create such a record, and are for nobody else', async () => {
    const own = await startAlbums({ guests: true })
    const id = await own.put('', 'a.txt', 'a')
    const byAnn = await own.send('ann', 'POST', '/api/albums', { papers: [id] })
    assert.equal(byAnn.status, 422)
    const made = await own.send('', 'POST', '/api/albums', { papers: [id] })
    assert.equal(made.status, 201)
    await own.close()
  })
})

describe('hooks and files', () => {
  test('see the values, and may refuse and replace them', async () => {
    const seen: unknown[] = []
    const own = await startAlbums({
      hooks: {
        create: {
          before({ input, fail }) {
            seen.push(input.papers)
            const [first] = input.papers ?? []
            if (first?.name === 'no.txt') throw fail(422, 'Not this one')
            return input.papers ? { papers: input.papers.slice(0, 1) } : undefined
          },
          after({ record }) {
            seen.push(record.papers.length)
          },
        },
      },
    })
    const ids = [await own.put('ann', 'a.txt', 'a'), await own.put('ann', 'b.txt', 'b')]
    const made = await own.send('ann', 'POST', '/api/albums', { papers: ids })
    assert.equal(made.status, 201)
    const { papers } = (await made.json()) as { papers: { id: string }[] }
    assert.deepEqual(
      papers.map(({ id }) => id),
      ids.slice(0, 1),
    )
    assert.deepEqual(seen[0], [
      { id: ids[0], name: 'a.txt', size: 1, type: 'text/plain' },
      { id: ids[1], name: 'b.txt', size: 1, type: 'text/plain' },
    ])
    assert.equal(seen[1], 1)
    const refused = await own.put('ann', 'no.txt', 'no')
    const answer = await own.send('ann', 'POST', '/api/albums', { papers: [refused] })
    assert.equal(answer.status, 422)
    const again = await own.send('ann', 'POST', '/api/albums', { leaflet: refused })
    assert.equal(again.status, 201)
    await own.close()
  })
})
