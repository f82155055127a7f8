import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { createSample } from '../fixture/index.ts'

const bin = join(import.meta.dirname, '../../../bin/cambium.mjs')

/** A port nobody listens at. */
function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}

describe('cambium dev', () => {
  const sample = createSample()
  let port = 0
  let child: ChildProcess
  let output = ''

  before(async () => {
    port = await freePort()
    sample.put('.env', 'LOG_LEVEL=error\n')
    child = spawn(process.execPath, [bin, 'dev', '--port', String(port)], { cwd: sample.folder })
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (chunk) => {
        output += chunk
      })
    }
    await printed(/Serving/, 15_000)
  })
  after(() => {
    child.kill('SIGKILL')
    sample.remove()
  })

  async function printed(pattern: RegExp, patienceMs = 8000): Promise<void> {
    for (const start = Date.now(); !pattern.test(output); await delay(20)) {
      assert.ok(Date.now() - start < patienceMs, `no ${pattern} in:\n${output}`)
    }
  }

  async function create(
    body: object,
  ): Promise<{ status: number; body: { [key: string]: unknown } }> {
    const answer = await fetch(`http://127.0.0.1:${port}/api/notes`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    return { status: answer.status, body: (await answer.json()) as { [key: string]: unknown } }
  }

  test('serves a project that was never generated or migrated', async () => {
    assert.equal((await create({ title: 'first' })).status, 201)
    assert.equal((await create({ title: 'x', stars: 5 })).status, 422)
  })

  test('a new field is there within two seconds, the tables changed and the rows kept', async () => {
    output = ''
    sample.putModel('\n    stars: int(),')
    await printed(/Serving/)
    assert.match(output, /Note: \+ stars \(int\)/)
    assert.match(output, /tables: add column notes\.stars/)
    assert.ok(Number(/after ([\d.]+) s/.exec(output)?.[1]) < 2, output)
    assert.equal((await create({ title: 'second', stars: 5 })).body.stars, 5)
    const list = (await (await fetch(`http://127.0.0.1:${port}/api/notes`)).json()) as {
      data: unknown[]
    }
    assert.equal(list.data.length, 2)
  })

  test('a broken model is shown and the server goes on', async () => {
    output = ''
    sample.putModel('\n    stars: int({ minn: 1 }),')
    await printed(/The server goes on as it was/)
    assert.match(output, /note\.model\.ts:7:18/)
    assert.equal((await create({ title: 'third', stars: 1 })).status, 201)
  })

  test('a change that could lose data is said in words and left to be done', async () => {
    output = ''
    sample.putModel()
    await printed(/The server goes on as it was/)
    assert.match(output, /notes\.stars/)
    assert.equal((await create({ title: 'fourth', stars: 1 })).status, 201)
  })

  test('what was applied is saved as one migration the database has already', async () => {
    output = ''
    sample.putModel('\n    stars: int(),')
    await printed(/Serving/)
    const { out, code } = sample.run('migrate', 'save')
    assert.equal(code, 0)
    assert.match(out, /The development database has it already/)
  })

  test('a rename, a default, and a type are followed at once with the values kept', async () => {
    output = ''
    sample.putModel("\n    rank: text({ was: 'stars', default: '3' }),")
    await printed(/Serving/)
    assert.match(output, /tables: rename column notes\.stars to rank/)
    const list = (await (await fetch(`http://127.0.0.1:${port}/api/notes`)).json()) as {
      data: { rank: unknown }[]
    }
    assert.ok(
      list.data.some(({ rank }) => rank === '5'),
      JSON.stringify(list),
    )
  })

  test('a field gone beside one like it new is asked about', async () => {
    output = ''
    sample.putModel("\n    place: text({ default: '3' }),")
    await printed(/The server goes on as it was/)
    assert.match(output, /--rename Note\.rank=place/)
    sample.putModel("\n    rank: text({ default: '3' }),")
    output = ''
    await printed(/Serving/)
  })

  test('a changed hook restarts the server and generates nothing', async () => {
    output = ''
    sample.put(
      'src/notes/note.hooks.ts',
      "import { hooks } from '@cambium/runtime/hooks'\n\nexport const noteHooks = hooks('Note', {\n  create: { before: () => ({ title: 'from the hook' }) },\n})\n",
    )
    await printed(/Serving/)
    assert.equal((await create({ title: 'fifth' })).body.title, 'from the hook')
  })

  test('a function is served once it is there, and follows its options', async () => {
    output = ''
    assert.equal(sample.run('new', 'function', 'greet').code, 0)
    await printed(/Serving/)
    const greet = async (): Promise<number> => {
      const address = `http://127.0.0.1:${port}/api/functions/greet`
      return (await fetch(address, { method: 'POST' })).status
    }
    assert.equal(await greet(), 401)
    output = ''
    const file = 'src/functions/greet.ts'
    sample.put(file, sample.text(file).replace("'signedIn'", "'public'"))
    await printed(/Serving/)
    assert.equal(await greet(), 422)
  })

  test('a second one at the same port is told that the port is in use', () => {
    const { code, err } = sample.run('dev', '--port', String(port))
    assert.equal(code, 3)
    assert.match(
      err,
      new RegExp(`Port ${port} is in use\\. Choose another one: cambium dev --port`),
    )
  })

  test('Ctrl-C stops the server too', async () => {
    child.kill('SIGINT')
    const code = await new Promise((resolve) => child.once('exit', resolve))
    assert.equal(code, 0)
    await assert.rejects(fetch(`http://127.0.0.1:${port}/health/ready`))
  })
})

test('a database file that is none is said clearly', async () => {
  const sample = createSample()
  sample.put(
    'data/app.db',
    'this is not a database, but it is long enough to be taken for one\n'.repeat(20),
  )
  const { code, err } = sample.run('dev', '--port', String(await freePort()))
  assert.equal(code, 3)
  assert.match(err, /data\/app\.db cannot be opened as a database/)
  sample.remove()
})
