import assert from 'node:assert/strict'
import { hash } from 'node:crypto'
import { after, before, describe, test } from 'node:test'
import { AppError } from '../errors/index.ts'
import { createFolder, type NotesApp, startNotes } from './fixture/index.ts'

let app: NotesApp
before(async () => {
  app = await startNotes({
    routes: [
      (server) => {
        server.get('/busy', () => {
          const details = { status: 200, retryAfter: 7, left: 0 }
          throw new AppError('unavailable', { message: 'The disk is slow', details })
        })
      },
    ],
  })
})
after(() => app.close())

async function create(title: string): Promise<{ id: string; url: string }> {
  const answer = await app.call('ann', 'POST', '/api/notes', { body: { title } })
  assert.equal(answer.status, 201, answer.text)
  return { id: String(answer.body.id), url: String(answer.headers.location) }
}

describe('records', () => {
  test('are created, read, changed and deleted', async () => {
    const created = await app.call('ann', 'POST', '/api/notes', {
      body: { title: ' One ', key: 'k' },
    })
    assert.equal(created.status, 201)
    assert.equal(created.headers.location, `/api/notes/${created.body.id}`)
    assert.equal(created.headers.etag, '"1"')
    assert.equal(created.body.title, 'One')
    assert.equal('key' in created.body, false)
    const url = String(created.headers.location)
    const changed = await app.call('ann', 'PATCH', url, { body: { price: '3.5' } })
    assert.deepEqual([changed.status, changed.headers.etag], [200, '"2"'])
    assert.equal((await app.call('ann', 'GET', url)).body.version, 2)
    assert.equal((await app.call('ann', 'DELETE', url)).status, 403)
    const deleted = await app.call('staff', 'DELETE', url)
    assert.deepEqual([deleted.status, deleted.text], [204, ''])
    assert.equal((await app.call('ann', 'GET', url)).status, 404)
  })

  test('of others do not exist, whatever the method', async () => {
    const { url } = await create('Mine')
    for (const [method, body] of [['GET'], ['PATCH', { title: 'x' }], ['HEAD']] as const) {
      assert.equal((await app.call('bob', method, url, { body })).status, 404, method)
    }
    const guest = await app.call('', 'GET', url)
    assert.deepEqual([guest.status, guest.headers['www-authenticate']], [401, 'Bearer'])
  })

  test('are found by their id in any case of its letters', async () => {
    const { id } = await create('Case')
    assert.equal((await app.call('ann', 'GET', `/api/notes/${id.toUpperCase()}`)).status, 200)
  })

  test('without versions carry no ETag and match none', async () => {
    const { id } = await createFolder(app.system, { name: 'Home' })
    const answer = await app.call('ann', 'GET', `/api/folders/${id}`)
    assert.deepEqual([answer.status, answer.headers.etag], [200, undefined])
  })
})

describe('If-None-Match', () => {
  test('is answered with 304 for the version the caller has', async () => {
    const { url } = await create('Cached')
    const get = (tag: string, query = '') =>
      app.call('ann', 'GET', `${url}${query}`, { headers: { 'if-none-match': tag } })
    for (const tag of ['"1"', 'W/"1"', '"7", "1"', '*']) {
      const answer = await get(tag)
      assert.deepEqual([answer.status, answer.text, answer.headers.etag], [304, '', '"1"'], tag)
    }
    for (const tag of ['"2"', '1', '"', '']) assert.equal((await get(tag)).status, 200, tag)
    assert.equal((await get('"1"', '?include=folder')).status, 200)
  })
})

describe('If-Match', () => {
  test('lets a write happen to the version the caller has seen and to no other', async () => {
    const { url } = await create('Guarded')
    const patch = (tag: string) =>
      app.call('ann', 'PATCH', url, { body: { title: `by ${tag}` }, headers: { 'if-match': tag } })
    assert.equal((await patch('"7"')).status, 412)
    assert.equal((await patch('W/"1"')).status, 412)
    assert.equal((await patch('1')).status, 400)
    assert.equal((await patch('"1"')).status, 200)
    assert.equal((await patch('"1"')).status, 412)
    assert.equal((await patch('"1", "2"')).status, 200)
    assert.equal((await patch('*')).status, 200)
    const headers = { 'if-match': '"1"' }
    assert.equal((await app.call('staff', 'DELETE', url, { headers })).status, 412)
  })
})

describe('preconditions', () => {
  test('bind a read to a version', async () => {
    const { url } = await create('Read')
    const get = async (tag: string) =>
      (await app.call('ann', 'GET', url, { headers: { 'if-match': tag } })).status
    assert.deepEqual(
      [await get('"1"'), await get('*'), await get('"2"'), await get('W/"1"'), await get('1')],
      [200, 200, 412, 412, 400],
    )
  })

  test('of a write may exclude versions, and records that are there', async () => {
    const { url } = await create('Exclude')
    const patch = async (tag: string) => {
      const headers = { 'if-none-match': tag }
      return (await app.call('ann', 'PATCH', url, { body: { priority: 5 }, headers })).status
    }
    assert.deepEqual(
      [await patch('*'), await patch('"7", W/"1"'), await patch('1'), await patch('"7"')],
      [412, 412, 400, 200],
    )
  })

  test('no write takes a query parameter that it does not know', async () => {
    const { url } = await create('Query')
    const answers = [
      await app.call('ann', 'POST', '/api/notes?dry=1', { body: { title: 'x' } }),
      await app.call('ann', 'PATCH', `${url}?dry=1`, { body: { title: 'x' } }),
      await app.call('staff', 'DELETE', `${url}?dry=1`),
    ]
    for (const { status, body } of answers) {
      assert.deepEqual([status, (body.errors as { path: string }[])[0]?.path], [400, 'dry'])
    }
    assert.equal((await app.call('ann', 'GET', url)).status, 200)
  })
})

describe('methods', () => {
  test('HEAD answers as GET does, without the body', async () => {
    const { url } = await create('Head')
    const get = await app.call('ann', 'GET', url)
    const head = await app.call('ann', 'HEAD', url)
    assert.deepEqual([head.status, head.text, head.headers.etag], [200, '', '"1"'])
    assert.equal(head.headers['content-length'], get.headers['content-length'])
  })

  test('OPTIONS and 405 say what an address takes', async () => {
    const options = await app.call('', 'OPTIONS', '/api/notes/n1')
    assert.deepEqual(
      [options.status, options.headers.allow],
      [204, 'DELETE, GET, HEAD, PATCH, OPTIONS'],
    )
    const put = await app.call('', 'PUT', '/api/notes', { body: {} })
    assert.deepEqual([put.status, put.headers.allow], [405, 'GET, HEAD, POST, OPTIONS'])
    assert.equal((await app.call('', 'OPTIONS', '/api/nothing')).status, 404)
  })

  test('DELETE may say that its missing body is JSON', async () => {
    const { url } = await create('Gone')
    const headers = { 'content-type': 'application/json' }
    assert.equal((await app.call('staff', 'DELETE', url, { headers })).status, 204)
  })
})

describe('headers', () => {
  test('of every answer keep browsers and caches from harm', async () => {
    for (const url of ['/api/notes', '/api/nothing', '/health/live', '/']) {
      const { headers } = await app.call('ann', 'GET', url)
      assert.equal(headers['x-content-type-options'], 'nosniff', url)
      assert.match(String(headers['content-security-policy']), /^default-src 'none'/, url)
      assert.equal(headers['x-powered-by'], undefined)
    }
    const { headers } = await app.call('ann', 'GET', '/api/notes')
    assert.equal(headers['cache-control'], 'private, no-cache')
    assert.equal(headers.vary, 'authorization')
  })

  test('carry the id of the request, the caller\u2019s own when it can be one', async () => {
    const get = async (id: string) =>
      (await app.call('ann', 'GET', '/api/notes', { headers: { 'x-request-id': id } })).headers[
        'x-request-id'
      ]
    assert.equal(await get('req-12345678'), 'req-12345678')
    assert.match(String(await get('<script>')), /^[\da-f-]{36}$/)
    assert.match(String(await get('x'.repeat(100))), /^[\da-f-]{36}$/)
  })
})

describe('refusals', () => {
  test('that pass say when to come again, and their details never hide what they are', async () => {
    const { status, headers, body } = await app.call('ann', 'GET', '/api/busy')
    assert.deepEqual([status, headers['retry-after']], [503, '7'])
    assert.deepEqual([body.status, body.left, body.detail], [503, 0, 'The disk is slow'])
    assert.match(app.logged.at(-1) ?? '', /The disk is slow/)
  })
})

describe('pages about the application', () => {
  test('the first page lists the resources and allows only its own style', async () => {
    const page = await app.call('', 'GET', '/', {
      headers: { host: '"><script>alert(1)</script>' },
    })
    assert.equal(page.headers['content-type'], 'text/html; charset=utf-8')
    for (const path of ['/api/notes', '/api/folders', '/health/ready']) {
      assert.ok(page.text.includes(`href="${path}"`), path)
    }
    assert.doesNotMatch(page.text, /<script/)
    const style = /<style>(.*)<\/style>/s.exec(page.text)?.[1] ?? ''
    const policy = String(page.headers['content-security-policy'])
    assert.ok(policy.includes(`'sha256-${hash('sha256', style, 'base64')}'`))
  })

  test('the address in a problem explains it', async () => {
    const { body } = await app.call('', 'GET', '/api/nothing')
    assert.equal((await app.call('', 'GET', String(body.type))).status, 200)
    assert.equal((await app.call('', 'GET', '/problems/none')).status, 404)
  })

  test('health', async () => {
    assert.equal((await app.call('', 'GET', '/health/live')).status, 200)
    assert.deepEqual((await app.call('', 'GET', '/health/ready')).body, { status: 'ok' })
  })
})
