import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { Agent, get, type IncomingMessage } from 'node:http'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { decodeJwt } from 'jose'

const main = fileURLToPath(new URL('fixture/main.ts', import.meta.url))
const secret = 'a secret of at least thirty-two bytes'
let folder = ''
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'notes-'))
})
after(() => rmSync(folder, { recursive: true, force: true }))

interface Ended {
  code: number | null
  out: string
  err: string
}

function start(args: string[], env: { [name: string]: string } = {}): ChildProcess {
  return spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, PORT: '0', AUTH_SECRET: secret, ...env },
  })
}

async function end(child: ChildProcess): Promise<Ended> {
  let out = ''
  let err = ''
  child.stdout?.on('data', (data) => {
    out += data
  })
  child.stderr?.on('data', (data) => {
    err += data
  })
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { code, out, err }
}

const command = (args: string[], env?: { [name: string]: string }): Promise<Ended> =>
  end(start(args, env))

/** Starts the server and waits until it says where it is. */
async function serving(env?: { [name: string]: string }): Promise<{
  child: ChildProcess
  ended: Promise<Ended>
  address: string
}> {
  const child = start(['serve'], env)
  const ended = end(child)
  const address = await new Promise<string>((resolve, reject) => {
    child.stdout?.on('data', (data) => {
      const found = /"address":"([^"]+)"/.exec(String(data))?.[1]
      if (found) resolve(found)
    })
    void ended.then(({ err }) => reject(new Error(err)))
  })
  return { child, ended, address }
}

describe('what is wrong is said in one sentence without a stack', () => {
  const usage: [args: string[], err: RegExp][] = [
    [['serv'], /There is no command "serv"\. Did you mean "serve"\?/],
    [['seed', 'now'], /seed takes no arguments, but was given "now"/],
    [['migrate', 'staus'], /There is no "migrate staus"\. Did you mean "status"\?/],
    [['migrate', 'status', '--to', 'x'], /migrate status: Unknown option '--to'/],
    [['migrate', 'down', '--to', 'x', '--steps', '2'], /give one of them/],
    [['migrate', 'down', '--steps', '0'], /--steps must be a number from 1 on/],
    [['migrate', 'purge', '--older-than', '3 weeks'], /a number of days like 30d/],
    [['token', '--rol', 'x'], /token: Unknown option '--rol'/],
    [['token', '--role', 'staf'], /There is no role "staf"\. Did you mean "staff"\?/],
  ]
  for (const [args, err] of usage) {
    test(`${args.join(' ')} (2)`, async () => {
      const result = await command(args)
      assert.equal(result.code, 2)
      assert.match(result.err, err)
      assert.doesNotMatch(result.err, /\n {4}at /)
    })
  }

  const environment: [
    name: string,
    args: string[],
    env: { [name: string]: string },
    err: RegExp,
  ][] = [
    ['a port that is none', ['serve'], { PORT: 'http' }, /PORT must be a number/],
    ['a short secret', ['serve'], { AUTH_SECRET: 'short' }, /AUTH_SECRET needs at least 32/],
    [
      'no tables',
      ['serve'],
      { DATABASE_URL: 'file:./empty.db' },
      /has no tables yet\nRun: node src\/main\.ts migrate/,
    ],
    ['no tables to seed', ['seed'], { DATABASE_URL: 'file:./empty2.db' }, /no tables yet/],
    ['a database that is a folder', ['serve'], { DATABASE_URL: 'file:.' }, /is a folder/],
    ['a token in production', ['token'], { NODE_ENV: 'production' }, /for development only/],
    ['a token without a secret', ['token'], { AUTH_SECRET: '' }, /AUTH_SECRET, which is not set/],
    [
      'a database server that is not there',
      ['serve'],
      { DATABASE_URL: 'postgres://ann:secret@127.0.0.1:1/shop' },
      /server 127\.0\.0\.1:1\/shop cannot be reached/,
    ],
  ]
  for (const [name, args, env, err] of environment) {
    test(`${name} (3)`, async () => {
      const result = await command(args, env)
      assert.equal(result.code, 3, result.err)
      assert.match(result.err, err)
      assert.doesNotMatch(result.err, /\n {4}at /)
    })
  }

  test('a database file that is not one (3)', async () => {
    writeFileSync(join(folder, 'text.db'), 'this is no database, it is a text\n'.repeat(100))
    const result = await command(['serve'], { DATABASE_URL: 'file:./text.db' })
    assert.equal(result.code, 3)
    assert.match(result.err, /text\.db is not an SQLite database/)
    assert.doesNotMatch(result.err, /\n {4}at /)
  })

  test('a port in use (3)', async () => {
    const holder = createServer()
    await new Promise<void>((resolve) => holder.listen(0, '127.0.0.1', resolve))
    const { port } = holder.address() as { port: number }
    const env = { DATABASE_URL: 'file:./port.db', PORT: String(port) }
    await command(['migrate'], env)
    const result = await command(['serve'], env)
    holder.close()
    assert.equal(result.code, 3)
    assert.match(result.err, new RegExp(`^Port ${port} on 127\\.0\\.0\\.1 is in use\nSet PORT`))
  })
})

describe('commands', () => {
  test('help says what there is, for each command too', async () => {
    for (const args of [['help'], ['--help'], ['-h']]) {
      const result = await command(args, { PORT: 'nonsense' })
      assert.equal(result.code, 0)
      assert.match(result.out, /serve .*\n.*work .*\n.*jobs .*\n.*migrate .*\n.*seed .*\n.*token/)
    }
    assert.match((await command(['token', '--help'])).out, /--role ROLE/)
    assert.match((await command(['help', 'seed'])).out, /in one transaction/)
  })

  test('migrate and seed do their work once', async () => {
    const env = { DATABASE_URL: 'file:./once.db' }
    assert.match((await command(['migrate'], env)).out, /^applied 20260101T000000_create\n$/)
    assert.match((await command(['migrate'], env)).out, /up to date/)
    for (let run = 0; run < 2; run++) assert.equal((await command(['seed'], env)).code, 0)
    const { child, ended, address } = await serving(env)
    const answer = await fetch(`${address}/api/folders`)
    assert.equal(((await answer.json()) as { data: unknown[] }).data.length, 1)
    child.kill('SIGTERM')
    assert.equal((await ended).code, 0)
  })

  test('token prints a token that the server takes', async () => {
    const { out } = await command(['token', '--id', 'ann', '--role', 'staff', '--role', 'admin'])
    const { sub, roles } = decodeJwt(out.trim())
    assert.deepEqual([sub, roles], ['ann', ['staff', 'admin']])
    const { child, ended, address } = await serving({ DATABASE_URL: 'file:./once.db' })
    const call = (token: string) =>
      fetch(`${address}/api/notes`, { headers: { authorization: `Bearer ${token}` } })
    assert.equal((await call(out.trim())).status, 200)
    assert.equal((await call(`${out.trim()}x`)).status, 401)
    child.kill('SIGINT')
    assert.equal((await ended).code, 0)
  })
})

describe('a process that serves', () => {
  test('gives signs of life that end with it', async () => {
    const path = join(folder, 'alive.db')
    const env = { DATABASE_URL: 'file:./alive.db' }
    const instances = () => {
      const database = new DatabaseSync(path, { readOnly: true })
      const rows = database.prepare('select "id", "hash" from "cambium_instances"').all()
      database.close()
      return rows
    }
    await command(['migrate'], env)
    const { child, ended } = await serving(env)
    const [instance, ...others] = instances()
    assert.match(String(instance?.id), new RegExp(`-${child.pid}-[0-9a-f]{6}$`))
    assert.equal(instance?.hash, 'notes-1')
    assert.equal(others.length, 0)
    child.kill('SIGTERM')
    assert.equal((await ended).code, 0)
    assert.deepEqual(instances(), [])
  })

  test('starts all the same where it cannot give them', async () => {
    const env = { DATABASE_URL: 'file:./old.db' }
    await command(['migrate'], env)
    const database = new DatabaseSync(join(folder, 'old.db'))
    database.exec('alter table "cambium_instances" rename column "seen_at" to "seen"')
    database.close()
    const { child, ended } = await serving(env)
    child.kill('SIGTERM')
    const { code, out } = await ended
    assert.equal(code, 0)
    assert.match(out, /the sign of life could not be written/)
  })
})

describe('stopping', () => {
  test('finishes what is in flight, takes nothing new and exits with 0', async () => {
    const { child, ended, address } = await serving({ DATABASE_URL: 'file:./once.db' })
    const agent = new Agent({ keepAlive: true })
    const fetched = (path: string) =>
      new Promise<IncomingMessage>((resolve, reject) => {
        get(`${address}${path}`, { agent }, resolve).on('error', reject)
      })
    const before = await fetched('/health/live')
    before.resume()
    const slow = fetched('/api/slow')
    await new Promise((resolve) => setTimeout(resolve, 100))
    const stoppedAt = Date.now()
    child.kill('SIGTERM')
    const answer = await slow
    assert.equal(answer.statusCode, 200)
    answer.resume()
    const { code, out } = await ended
    assert.equal(code, 0)
    assert.match(out, /"stopped"/)
    assert.ok(Date.now() - stoppedAt < 3000, 'it did not wait for idle connections')
    await assert.rejects(fetch(`${address}/health/live`))
  })

  test('a second signal does not wait', async () => {
    const { child, ended, address } = await serving({ DATABASE_URL: 'file:./once.db' })
    const slow = fetch(`${address}/api/slow`).catch(() => undefined)
    await new Promise((resolve) => setTimeout(resolve, 100))
    child.kill('SIGTERM')
    await new Promise((resolve) => setTimeout(resolve, 50))
    child.kill('SIGTERM')
    assert.equal((await ended).code, 1)
    await slow
  })
})
