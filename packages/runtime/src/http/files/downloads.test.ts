import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { request } from 'node:http'
import { after, before, describe, test } from 'node:test'
import { unlimited } from '../index.ts'
import { rangeIn } from './byte-range.ts'
import { contentDisposition } from './content-disposition.ts'
import { type Albums, startAlbums } from './fixture/index.ts'

let albums: Albums
/** Addresses by what is there. */
const at: { [name: string]: string } = {}

before(async () => {
  albums = await startAlbums({ settings: { ...unlimited, compression: true } })
  const contents: { [name: string]: [file: string, content: string] } = {
    digits: ['digits.txt', '0123456789'],
    empty: ['empty.txt', ''],
    html: ['page.html', '<!doctype html><script>alert(1)</script>'],
    svg: ['drawing.svg', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'],
    xml: ['doc.xml', '<?xml version="1.0"?><a/>'],
    script: ['script.js', 'alert(1)'],
    long: ['long.txt', 'compress me '.repeat(2_000)],
    strange: ['Grüße "日本" 100%;.txt', 'x'],
  }
  for (const [name, [file, content]] of Object.entries(contents)) {
    const leaflet = await albums.put('ann', file, content)
    const made = await albums.send('ann', 'POST', '/api/albums', { leaflet })
    const { id } = (await made.json()) as { id: string }
    at[name] = `/api/albums/${id}/leaflet`
  }
})
after(() => albums.close())

const get = (name: string, headers: { [name: string]: string } = {}): Promise<Response> =>
  albums.ask('ann', at[name] ?? '', { headers })

describe('a file that is served', () => {
  const ranges: [range: string, status: number, text: string, contentRange: string | null][] = [
    ['bytes=0-0', 206, '0', 'bytes 0-0/10'],
    ['bytes=2-4', 206, '234', 'bytes 2-4/10'],
    ['bytes=7-', 206, '789', 'bytes 7-9/10'],
    ['bytes=-3', 206, '789', 'bytes 7-9/10'],
    ['bytes=-99', 206, '0123456789', 'bytes 0-9/10'],
    ['bytes=8-99', 206, '89', 'bytes 8-9/10'],
    ['bytes=4-2', 200, '0123456789', null],
    ['bytes=0-1,3-4', 200, '0123456789', null],
    [`bytes=${'0-0,'.repeat(1_000)}0-0`, 200, '0123456789', null],
    ['lines=1-2', 200, '0123456789', null],
    ['bytes=a-b', 200, '0123456789', null],
    ['bytes=-', 200, '0123456789', null],
    ['bytes=99999999999999999999-', 200, '0123456789', null],
  ]
  for (const [range, status, text, contentRange] of ranges) {
    test(`answers ${range.slice(0, 40)} with ${status}`, async () => {
      const answer = await get('digits', { range })
      assert.deepEqual(
        [answer.status, await answer.text(), answer.headers.get('content-range')],
        [status, text, contentRange],
      )
      assert.equal(answer.headers.get('content-length'), String(text.length))
    })
  }

  test('has no part behind its end, nor any of nothing', async () => {
    for (const range of ['bytes=10-', 'bytes=99-100', 'bytes=-0']) {
      const answer = await get('digits', { range })
      assert.equal(answer.status, 416)
      assert.equal(answer.headers.get('content-range'), 'bytes */10')
      assert.match(String(answer.headers.get('content-type')), /problem\+json/)
    }
    assert.equal((await get('empty', { range: 'bytes=0-' })).status, 416)
    const empty = await get('empty')
    assert.deepEqual([empty.status, await empty.text()], [200, ''])
  })

  test('is not sent again to who has it, and whole to who has another', async () => {
    const tag = (await get('digits')).headers.get('etag') ?? ''
    for (const known of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
      const answer = await get('digits', { 'if-none-match': known })
      assert.deepEqual([answer.status, await answer.text()], [304, ''])
      assert.equal(answer.headers.get('etag'), tag)
    }
    assert.equal((await get('digits', { 'if-none-match': '"other"' })).status, 200)
    const range = 'bytes=0-1'
    assert.equal((await get('digits', { range, 'if-range': tag })).status, 206)
    assert.equal((await get('digits', { range, 'if-range': '"other"' })).status, 200)
  })

  test('tells a HEAD what a GET would have, without its bytes', async () => {
    const answer = await albums.ask('ann', at.digits ?? '', { method: 'HEAD' })
    assert.equal(answer.status, 200)
    assert.equal(answer.headers.get('content-length'), '10')
    assert.equal(answer.headers.get('accept-ranges'), 'bytes')
    assert.match(String(answer.headers.get('content-disposition')), /^attachment/)
    assert.equal(await answer.text(), '')
  })

  test('is never run by a browser, whatever it is', async () => {
    const types: [name: string, type: string][] = [
      ['html', 'text/html; charset=utf-8'],
      ['svg', 'image/svg+xml'],
      ['xml', 'application/xml'],
      ['script', 'text/plain; charset=utf-8'],
    ]
    for (const [name, type] of types) {
      const { headers } = await get(name)
      assert.equal(headers.get('content-type'), type)
      assert.match(String(headers.get('content-disposition')), /^attachment; /)
      assert.equal(headers.get('x-content-type-options'), 'nosniff')
      assert.match(String(headers.get('content-security-policy')), /default-src 'none'.*; sandbox/)
      assert.equal(headers.get('cross-origin-resource-policy'), 'same-origin')
      assert.equal(headers.get('cache-control'), 'private, no-cache')
    }
    const name = (await get('script')).headers.get('content-disposition')
    assert.equal(name, 'attachment; filename="script.js.txt"')
  })

  test('is not compressed, so that its parts are parts of it', async () => {
    const answer = await get('long', { 'accept-encoding': 'gzip, br' })
    assert.ok(['identity', null].includes(answer.headers.get('content-encoding')))
    assert.equal(answer.headers.get('content-length'), '24000')
    const part = await get('long', { 'accept-encoding': 'gzip', range: 'bytes=0-1999' })
    assert.equal((await part.text()).length, 2_000)
  })

  test('may be fetched a hundred times in parts at once', async () => {
    const all = await Promise.all(
      Array.from({ length: 100 }, (_, n) =>
        get('long', { range: `bytes=${n * 100}-${n * 100 + 99}` }).then((answer) => answer.text()),
      ),
    )
    assert.equal(all.join(''), 'compress me '.repeat(2_000).slice(0, 10_000))
  })

  test('cannot be asked for in a batch', async () => {
    const operations = [{ method: 'GET', path: at.digits }]
    const answer = await albums.send('ann', 'POST', '/api/batch', { operations })
    assert.equal(answer.status, 400)
  })

  test('lets go of its storage when whoever reads it leaves', async () => {
    const cover = await albums.put('ann', 'noise.bin', randomBytes(3_000_000))
    const made = await albums.send('ann', 'POST', '/api/albums', { leaflet: cover })
    const { id } = (await made.json()) as { id: string }
    for (let index = 0; index < 20; index++) {
      await new Promise<void>((resolve, reject) => {
        const headers = { authorization: 'Bearer ann' }
        const reading = request(
          `${albums.origin}/api/albums/${id}/leaflet`,
          { headers },
          (answer) => {
            answer.once('data', () => answer.destroy())
            answer.once('close', resolve)
          },
        )
        reading.once('error', reject)
        reading.end()
      })
    }
    assert.equal((await get('digits')).status, 200)
  })

  test('has its name in the header, whatever is in it', async () => {
    const header = (await get('strange')).headers.get('content-disposition')
    const encoded = encodeURIComponent('Grüße 日本 100%;.txt')
    assert.equal(header, `attachment; filename="Gru_e __ 100__.txt"; filename*=UTF-8''${encoded}`)
    const hostile = contentDisposition('attachment', 'a"; filename="b.html\r\nX: y\u2028.txt')
    assert.doesNotMatch(hostile, /[\r\n\u2028]/)
    assert.equal(hostile.match(/"/g)?.length, 2)
  })
})

describe('an address that was signed', () => {
  async function sign(name: string, as = 'ann'): Promise<string> {
    const answer = await albums.send(as, 'POST', `${at[name]}/sign`, {})
    assert.equal(answer.status, 200)
    assert.equal(answer.headers.get('cache-control'), 'no-store')
    return ((await answer.json()) as { url: string }).url
  }

  test('works for anybody, with the same headers', async () => {
    const answer = await albums.ask('', await sign('html'))
    assert.equal(answer.status, 200)
    assert.match(String(answer.headers.get('content-disposition')), /^attachment/)
    assert.match(String(answer.headers.get('content-security-policy')), /sandbox/)
    const part = await albums.ask('', await sign('digits'), { headers: { range: 'bytes=1-2' } })
    assert.deepEqual([part.status, await part.text()], [206, '12'])
  })

  test('works for nothing else: another file, another time, another size', async () => {
    const url = await sign('digits')
    const other = await sign('html')
    const [path = '', query = ''] = url.split('?')
    const [otherPath = ''] = other.split('?')
    const wrong = [
      path,
      `${otherPath}?${query}`,
      url.replace(/expires=\d+/, (text) => `${text}9`),
      url.replace(/expires=(\d+)/, (_, seconds) => `expires=${Number(seconds) + 1}`),
      `${path}?size=10x10&${query}`,
      url.replace(/signature=.{4}/, 'signature=AAAA'),
      url.replace(/signature=.*/, 'signature='),
      `${url}&signature=x`,
    ]
    for (const address of wrong) {
      assert.equal((await albums.ask('', address)).status, 404, address)
    }
  })

  test('ends, and ends with its file', async (t) => {
    const url = await sign('digits')
    t.mock.timers.enable({ apis: ['Date'], now: Date.now() + 301_000 })
    assert.equal((await albums.ask('', url)).status, 404)
    t.mock.timers.reset()
    assert.equal((await albums.ask('', url)).status, 200)
    const leaflet = await albums.put('ann', 'short.txt', 'short')
    const made = await albums.send('ann', 'POST', '/api/albums', { leaflet })
    const { id } = (await made.json()) as { id: string }
    const signed = await albums.send('ann', 'POST', `/api/albums/${id}/leaflet/sign`, {})
    const gone = ((await signed.json()) as { url: string }).url
    assert.equal((await albums.ask('', gone)).status, 200)
    await albums.ask('ann', `/api/albums/${id}`, { method: 'DELETE' })
    assert.equal((await albums.ask('', gone)).status, 404)
  })
})

describe('rangeIn()', () => {
  test('knows nothing of a file without bytes', () => {
    assert.equal(rangeIn('bytes=0-0', 0), null)
    assert.equal(rangeIn('bytes=-5', 0), null)
    assert.equal(rangeIn(undefined, 0), undefined)
  })
})
