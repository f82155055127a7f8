import assert from 'node:assert/strict'
import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { freePort } from '../free-port/index.ts'

const root = join(import.meta.dirname, '../..')
const patienceMs = 60_000

describe('npm run demo', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cambium-demo-'))
  let port = 0
  let demo: ChildProcess
  let printed = ''

  before(async () => {
    cpSync(join(root, 'examples/shop'), folder, { recursive: true, filter: isCommitted })
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    port = await freePort()
    demo = start()
    printed = await until(demo, /and sign in:\n.*\n.*\n/)
  })
  after(async () => {
    if (demo.exitCode === null) {
      demo.kill('SIGTERM')
      await once(demo, 'exit')
    }
    rmSync(folder, { recursive: true, force: true })
  })

  test('prints what to open', async () => {
    const addresses = [...printed.matchAll(/^ {2}(http:\S+)/gm)].map((found) => found[1] ?? '')
    // The link of the first administrator is the first of them.
    assert.equal(addresses.length, 6)
    for (const address of addresses) assert.equal((await fetch(address)).status, 200, address)
  })

  const curlLines = (): string[] =>
    [...printed.matchAll(/^ {2}(curl .*)$/gm)].map((found) => found[1] ?? '')

  test('prints three curl lines that work, one after the other', async () => {
    const answers = []
    for (const line of curlLines().slice(0, 3))
      answers.push(JSON.parse(await shell(`${line} --silent --fail`)))
    const [products, order, orders] = answers
    assert.ok(products.data.length > 1)
    assert.equal(order.status, 'placed')
    assert.deepEqual(
      orders.data.map((found: { id: string }) => found.id),
      [order.id],
    )
  })

  test('makes an account and signs in to it, by a link that it prints', async () => {
    const [signUp = '', signIn = ''] = curlLines().slice(3)
    const mailed = until(demo, /Mail to you@example.com: Confirm .*\n.*\n/)
    assert.deepEqual(JSON.parse(await shell(`${signUp} --silent --fail`)), { status: true })
    const link = /http:\S+/.exec(await mailed)?.[0] ?? ''
    assert.equal((await fetch(link, { redirect: 'manual' })).status, 302)
    const { token } = JSON.parse(await shell(`${signIn} --silent --fail`))
    const answer = await fetch(`http://localhost:${port}/api/users`, {
      headers: { authorization: `Bearer ${token}` },
    })
    const users = (await answer.json()) as { data: { email: string }[] }
    assert.deepEqual(
      users.data.map(({ email }) => email),
      ['you@example.com'],
    )
  })

  test('a second one says in one sentence that the port is in use', async () => {
    const second = start()
    const text = await until(second, /\n/, 'stderr')
    const [code] = second.exitCode === null ? await once(second, 'exit') : [second.exitCode]
    assert.equal(text, `Port ${port} is in use. Choose another one: PORT=3001 npm run demo\n`)
    assert.equal(code, 3)
  })

  test('ends when it is told to, and leaves the port', async () => {
    demo.kill('SIGTERM')
    const [code] = await once(demo, 'exit')
    assert.equal(code, 0)
    await assert.rejects(fetch(`http://localhost:${port}/health/live`))
  })

  function start(): ChildProcess {
    const env = { ...process.env, PORT: String(port) }
    return spawn(process.execPath, ['scripts/demo.mjs', folder], { cwd: root, env, stdio: 'pipe' })
  }
})

/** The copy starts without what running the original has left. */
function isCommitted(path: string): boolean {
  return !/[\\/](data|node_modules)$/.test(path)
}

/** What the process has printed when the pattern is in it. */
function until(
  child: ChildProcess,
  pattern: RegExp,
  stream: 'stdout' | 'stderr' = 'stdout',
): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = ''
    let complaint = ''
    const timer = setTimeout(
      () => reject(new Error(`only printed: ${text}${complaint}`)),
      patienceMs,
    )
    const check = (): void => {
      if (!pattern.test(text)) return
      clearTimeout(timer)
      resolve(text)
    }
    child[stream]?.on('data', (chunk: Buffer) => {
      text += chunk
      check()
    })
    if (stream === 'stdout') child.stderr?.on('data', (chunk: Buffer) => (complaint += chunk))
    child.once('exit', (code) => {
      clearTimeout(timer)
      setImmediate(() => reject(new Error(`ended with ${code}: ${text}${complaint}`)))
    })
  })
}

async function shell(line: string): Promise<string> {
  const { stdout } = await promisify(execFile)('sh', ['-c', line])
  return stdout
}
