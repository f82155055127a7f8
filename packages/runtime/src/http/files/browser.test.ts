import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import sharp from 'sharp'
import { type Albums, startAlbums } from './fixture/index.ts'

const browser = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  (path) => existsSync(path),
)

/** Counts who calls it: what a script of a file would do. Serves pages that try to run one. */
interface Canary {
  readonly origin: string
  readonly calls: string[]
  page: string
  readonly server: Server
}

async function startCanary(): Promise<Canary> {
  const calls: string[] = []
  const server = createServer((request, response) => {
    if (request.url?.startsWith('/call/')) calls.push(request.url.slice('/call/'.length))
    response.setHeader('access-control-allow-origin', '*')
    response.setHeader('content-type', 'text/html')
    response.end(request.url === '/page' ? canary.page : '')
  })
  const canary: Canary = { origin: '', calls, page: '', server }
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  return Object.assign(canary, { origin: `http://127.0.0.1:${port}` })
}

/** A browser that was given a file to save does not end by itself. */
const timeLimitMs = 12_000

/** Opens an address and lets everything of it run for a while. */
async function visit(address: string): Promise<void> {
  const profile = await mkdtemp(join(tmpdir(), 'cambium-browser-'))
  const flags = [
    '--headless',
    '--no-sandbox',
    '--disable-gpu',
    '--disable-dev-shm-usage',
    '--mute-audio',
  ]
  const child: ChildProcess = spawn(
    browser ?? '',
    [...flags, `--user-data-dir=${profile}`, '--virtual-time-budget=3000', '--dump-dom', address],
    { stdio: 'ignore', timeout: timeLimitMs, killSignal: 'SIGKILL' },
  )
  await once(child, 'close')
  await rm(profile, { recursive: true, force: true, maxRetries: 5 })
}

describe('files in a browser', { skip: !browser && 'there is no Chromium' }, () => {
  let albums: Albums
  let canary: Canary
  const addresses: string[] = []

  before(async () => {
    albums = await startAlbums()
    canary = await startCanary()
    const call = (name: string): string =>
      `fetch('${canary.origin}/call/${name}');new Image().src='${canary.origin}/call/${name}'`
    const gif = await sharp({ create: { width: 2, height: 2, channels: 3, background: '#000' } })
      .gif()
      .toBuffer()
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" onload="${call('svg')}"><script>${call('svg')}</script></svg>`
    const html = `<!doctype html><body onload="${call('html')}"><script>${call('html')}</script>`
    const xhtml = `<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml"><script>${call('xhtml')}</script></html>`
    const corpus: [name: string, content: string | Buffer][] = [
      ['a.html', html],
      ['a.png', html],
      ['a.txt', html],
      ['a.svg', svg],
      ['a.jpg', svg],
      ['a.xml', xhtml],
      ['a.xhtml', xhtml],
      ['a.js', call('script')],
      ['a.gif', Buffer.concat([gif, Buffer.from(html)])],
      ['gif.html', Buffer.concat([gif, Buffer.from(html)])],
      ['text.html', `no tag first ${html}`],
      ['binary.html', Buffer.concat([Buffer.from([0, 1, 2]), Buffer.from(html)])],
      ['a.pdf', `%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript/JS(${call('pdf')})>>>>endobj`],
      ['a.mht', `MIME-Version: 1.0\nContent-Type: text/html\n\n${html}`],
    ]
    for (const [name, content] of corpus) {
      const leaflet = await albums.put('ann', name, content)
      const made = await albums.send('ann', 'POST', '/api/albums', { leaflet })
      const { id } = (await made.json()) as { id: string }
      addresses.push(`${albums.origin}/api/albums/${id}/leaflet/${leaflet}`)
    }
  })
  after(async () => {
    canary.server.close()
    await albums.close()
  })

  test('a page that runs a script is noticed', async () => {
    canary.page = `<script>fetch('/call/control')</script>`
    await visit(`${canary.origin}/page`)
    assert.ok(canary.calls.includes('control'))
    canary.calls.length = 0
  })

  test('none runs in frames, as a script, a style, a picture or a plug-in', async () => {
    canary.page = addresses
      .map(
        (address) =>
          `<iframe src="${address}"></iframe><embed src="${address}"><object data="${address}"></object>
          <img src="${address}"><script src="${address}"></script><link rel="stylesheet" href="${address}">`,
      )
      .join('')
    await visit(`${canary.origin}/page`)
    assert.deepEqual(canary.calls, [])
  })

  test('none runs when somebody opens its address', async () => {
    const [html = '', , , svg = ''] = addresses
    for (const address of [html, svg]) await visit(address)
    assert.deepEqual(canary.calls, [])
  })
})
