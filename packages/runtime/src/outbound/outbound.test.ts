import assert from 'node:assert/strict'
import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, test } from 'node:test'
import { type Canary, privateUrls, startCanary, startDns } from './fixture/index.ts'
import { createOutbound, isPublicAddress, OutboundError, type OutboundFault } from './index.ts'

const fault =
  (wanted: OutboundFault) =>
  (error: unknown): boolean => {
    assert.ok(error instanceof OutboundError, String(error))
    assert.equal(error.fault, wanted, error.message)
    return true
  }

interface Started {
  readonly origin: string
  readonly host: string
  readonly requests: IncomingMessage[]
  close(): Promise<void>
}

async function start(answer: RequestListener): Promise<Started> {
  const requests: IncomingMessage[] = []
  const server = createServer((request, response) => {
    requests.push(request)
    answer(request, response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    origin: `http://${host}`,
    host,
    requests,
    close() {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

describe('an address that leads inside', () => {
  let canary: Canary
  before(async () => {
    canary = await startCanary()
  })
  after(() => canary.close())

  test('is refused in more than 400 forms, before any socket is opened', async () => {
    const dns = await startDns(() => ['127.0.0.1'])
    const outbound = createOutbound({ resolve: dns.resolve })
    const urls = privateUrls(canary.port)
    assert.ok(new Set(urls).size >= 400, `only ${new Set(urls).size} forms`)
    for (const url of urls) await assert.rejects(outbound.send({ url }), fault('refused'), url)
    dns.close()
    assert.deepEqual({ opened: canary.opened, arrived: canary.arrived }, { opened: 0, arrived: 0 })
  })

  test('is refused behind a name, also when others of its addresses are public', async () => {
    const hosts: { [name: string]: readonly string[] } = {
      'four.example.com': ['127.0.0.1'],
      'six.example.com': ['::1'],
      'mapped.example.com': ['::ffff:7f00:1'],
      'nat.example.com': ['64:ff9b::7f00:1'],
      'cloud.example.com': ['169.254.169.254'],
      'first.example.com': ['93.184.216.34', '10.0.0.1'],
      'last.example.com': ['fd00::1', '93.184.216.34'],
    }
    const dns = await startDns((name) => hosts[name] ?? [])
    const outbound = createOutbound({ resolve: dns.resolve })
    for (const host of Object.keys(hosts)) {
      const url = `https://${host}:${canary.port}/`
      await assert.rejects(outbound.send({ url }), fault('refused'), url)
      assert.ok(dns.asked.includes(host))
    }
    dns.close()
    assert.equal(canary.arrived, 0)
  })

  test('is not reached by a name that changes its address between two questions', async () => {
    let questions = 0
    // The public one is of no network, so that nothing leaves this machine either.
    const dns = await startDns(() => (questions++ % 4 < 2 ? ['2e00::1'] : ['127.0.0.1', '::1']))
    const outbound = createOutbound({ resolve: dns.resolve, connectMs: 200, totalMs: 400 })
    const url = `https://rebind.example.com:${canary.port}/`
    const faults = new Set<string>()
    for (let round = 0; round < 40; round++) {
      const error: unknown = await outbound.send({ url }).catch((reason: unknown) => reason)
      assert.ok(error instanceof OutboundError)
      faults.add(error.fault)
    }
    outbound.close()
    dns.close()
    assert.ok(faults.has('refused') && faults.size > 1, [...faults].join(' '))
    assert.equal(dns.asked.length, 80, 'each connection asks once for each family, never again')
    assert.equal(canary.arrived, 0)
  })

  test('is refused behind a redirect in every form, and behind a chain', async () => {
    let location = ''
    const hop = await start((request, response) => {
      const at = Number(request.url?.slice(1) || 0)
      response.writeHead(307, { location: at < 2 ? `/${at + 1}` : location }).end()
    })
    const outbound = createOutbound({ allow: [hop.host] })
    const begun = canary.opened
    const forms = privateUrls(canary.port).filter((url) => /^[\x21-\x7e]+$/.test(url))
    const absolute = forms.filter((url) => /^[a-z]+:\/\//i.test(url))
    for (const url of absolute) {
      location = url
      await assert.rejects(outbound.send({ url: `${hop.origin}/2` }), fault('refused'), url)
    }
    for (const url of absolute.slice(0, 20)) {
      location = url
      await assert.rejects(outbound.send({ url: `${hop.origin}/0` }), fault('refused'), url)
    }
    location = `//127.0.0.1:${canary.port}/`
    await assert.rejects(outbound.send({ url: `${hop.origin}/2` }), fault('refused'))
    outbound.close()
    await hop.close()
    assert.ok(absolute.length > 300)
    assert.equal(canary.arrived, 0)
    assert.ok(canary.opened - begun < 10, 'connections are kept, and none is opened to elsewhere')
  })

  test('is told from a public one', () => {
    const open = ['93.184.216.34', '8.8.8.8', '172.32.0.1', '100.128.0.1', '2606:4700::1111']
    for (const address of open) assert.ok(isPublicAddress(address), address)
    const closed = ['', 'example.com', '1.2.3', '168.63.129.16', 'fe80::1%eth0', '::ffff:8.8.8.8']
    for (const address of closed) assert.ok(!isPublicAddress(address), address)
  })
})

describe('a call out', () => {
  test('reaches what the settings allow by its host and port, and no other port', async () => {
    const [open, closed] = [await start(say('open')), await start(say('closed'))]
    const outbound = createOutbound({ allow: [open.host] })
    const answer = await outbound.send({ url: `${open.origin}/hook`, method: 'POST', body: 'x' })
    assert.deepEqual([answer.status, answer.body.toString(), answer.isCut], [200, 'open', false])
    await assert.rejects(outbound.send({ url: closed.origin }), fault('refused'))
    assert.equal(closed.requests.length, 0)
    outbound.close()
    await Promise.all([open.close(), closed.close()])
  })

  test('follows three redirects and no fourth', async () => {
    const server = await start((request, response) => {
      const left = Number(request.url?.slice(1))
      if (left === 0) response.end('there')
      else response.writeHead(302, { location: `/${left - 1}` }).end()
    })
    const outbound = createOutbound({ allow: [server.host] })
    const { body } = await outbound.send({ url: `${server.origin}/3` })
    assert.equal(body.toString(), 'there')
    await assert.rejects(outbound.send({ url: `${server.origin}/4` }), fault('redirects'))
    outbound.close()
    await server.close()
  })

  test('tells another origin no credentials, and repeats a write only where it stays one', async () => {
    const other = await start(say('other'))
    const first = await start((request, response) => {
      const status = Number(request.url?.slice(1))
      response.writeHead(status, { location: `${other.origin}/there` }).end()
    })
    const outbound = createOutbound({ allow: [first.host, other.host] })
    const headers = { authorization: 'Bearer secret', cookie: 'a=b', 'x-kept': 'yes' }
    const post = { method: 'POST', headers, body: 'text' } as const
    assert.equal((await outbound.send({ url: `${first.origin}/308`, ...post })).status, 200)
    assert.equal((await outbound.send({ url: `${first.origin}/302`, ...post })).status, 302)
    const [seen, ...more] = other.requests
    assert.equal(more.length, 0)
    assert.equal(seen?.method, 'POST')
    assert.equal(seen?.headers['x-kept'], 'yes')
    assert.equal(seen?.headers.authorization, undefined)
    assert.equal(seen?.headers.cookie, undefined)
    assert.equal(first.requests[0]?.headers.authorization, 'Bearer secret')
    outbound.close()
    await Promise.all([first.close(), other.close()])
  })

  test('ends by its deadline when nothing comes, and when it comes too slowly', async () => {
    const server = await start((request, response) => {
      if (request.url === '/silent') return
      response.writeHead(200)
      const drip = setInterval(() => response.write('.'), 20)
      response.on('close', () => clearInterval(drip))
    })
    const outbound = createOutbound({ allow: [server.host], totalMs: 300 })
    for (const path of ['/silent', '/slow']) {
      const begun = performance.now()
      await assert.rejects(outbound.send({ url: server.origin + path }), fault('timeout'))
      assert.ok(performance.now() - begun < 1_500)
    }
    const giveUp = new AbortController()
    setTimeout(() => giveUp.abort(), 50)
    const url = `${server.origin}/slow`
    await assert.rejects(outbound.send({ url, signal: giveUp.signal }), fault('aborted'))
    outbound.close()
    await server.close()
  })

  test('keeps the beginning of an endless answer and receives no more of it', async () => {
    const sent = { bytes: 0 }
    const server = await start((_request, response) => {
      const chunk = Buffer.alloc(65_536, 'x')
      const pour = (): void => {
        while (!response.destroyed && response.write(chunk)) sent.bytes += chunk.length
        if (!response.destroyed) response.once('drain', pour)
      }
      pour()
    })
    const outbound = createOutbound({ allow: [server.host] })
    const answer = await outbound.send({ url: server.origin, maxBytes: 1_000 })
    assert.deepEqual([answer.status, answer.body.length, answer.isCut], [200, 1_000, true])
    assert.ok(sent.bytes < 50_000_000)
    outbound.close()
    await server.close()
  })

  test('says what went wrong without the address a name resolved to', async () => {
    const gone = await start(say(''))
    await gone.close()
    const dns = await startDns((name) => (name === 'gone.example.com' ? ['127.0.0.1'] : []))
    const port = gone.host.split(':')[1]
    const host = `gone.example.com:${port}`
    const outbound = createOutbound({ allow: [host], resolve: dns.resolve })
    await assert.rejects(outbound.send({ url: `http://${host}/` }), {
      fault: 'unreachable',
      message: 'Nobody listens at gone.example.com',
    })
    await assert.rejects(outbound.send({ url: 'https://nowhere.example.com/' }), {
      fault: 'unreachable',
      message: 'The name nowhere.example.com is not known',
    })
    dns.close()
  })

  test('goes on when a connection that was kept turns out to be closed', async () => {
    const server = await start((request, response) => {
      response.end('ok', () => setTimeout(() => request.socket.destroy(), 5))
    })
    const outbound = createOutbound({ allow: [server.host] })
    for (let round = 0; round < 50; round++) {
      await new Promise((resolve) => setTimeout(resolve, round % 10))
      assert.equal((await outbound.send({ url: server.origin })).status, 200)
    }
    outbound.close()
    await server.close()
  })
})

function say(text: string): RequestListener {
  return (_request, response) => response.end(text)
}
