import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { after, before, describe, test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { guideProject } from './fixture/guide-project.ts'
import { type Payments, startPayments } from './fixture/payments.ts'

const secret = 'a secret of at least thirty-two bytes'
const limitMs = 60_000

describe('the shop of the guide', () => {
  let folder = ''
  let payments: Payments
  let server: ChildProcess | undefined
  let origin = ''
  let headers: { [name: string]: string } = {}

  const environment = () => ({
    PATH: process.env.PATH,
    PORT: '0',
    AUTH_SECRET: secret,
    PAYMENTS_URL: payments.url,
    LOG_REQUESTS: 'off',
  })
  const run = (...args: string[]) => {
    const ended = spawnSync(process.execPath, ['src/main.ts', ...args], {
      cwd: folder,
      env: environment(),
      encoding: 'utf8',
    })
    assert.equal(ended.status, 0, ended.stderr)
    return ended.stdout
  }

  before(async () => {
    payments = await startPayments()
    folder = guideProject()
    run('migrate')
    headers = {
      authorization: `Bearer ${run('token', '--role', 'staff').trim()}`,
      'content-type': 'application/json',
    }
    const serving = spawn(process.execPath, ['src/main.ts', 'serve'], {
      cwd: folder,
      env: environment(),
    })
    server = serving
    origin = await new Promise<string>((resolve, reject) => {
      let text = ''
      serving.stdout?.on('data', (data) => {
        text += data
        const found = /"address":"([^"]+)"/.exec(text)?.[1]
        if (found) resolve(found)
      })
      serving.on('exit', () => reject(new Error(text)))
    })
  })
  after(async () => {
    server?.kill('SIGTERM')
    await payments.close()
  })

  async function send(path: string, body: object): Promise<{ id: string }> {
    const answer = await fetch(`${origin}/api/${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    })
    const text = await answer.text()
    assert.equal(answer.status, 201, text)
    return JSON.parse(text) as { id: string }
  }

  async function read(path: string): Promise<{ status: string; stock: number }> {
    const answer = await fetch(`${origin}/api/${path}`)
    return (await answer.json()) as { status: string; stock: number }
  }

  async function outcomeOf(order: string): Promise<string> {
    const until = Date.now() + limitMs
    while (Date.now() < until) {
      const { status } = await read(`orders/${order}`)
      if (status !== 'placed') return status
      await wait(50)
    }
    return assert.fail('nothing came of the order')
  }

  test('charges once and ships, though the provider was down at first', async () => {
    const { id: productId } = await send('products', { name: 'Lamp', price: 1200, stock: 10 })
    const order = await send('orders', { productId })
    assert.equal(await outcomeOf(order.id), 'shipped')
    assert.equal((await read(`products/${productId}`)).stock, 9)
    assert.deepEqual([...payments.charges.values()], [1200])
    const [first, second, ...rest] = payments.asked
    assert.equal(first, second)
    assert.deepEqual(rest, [])
  })

  test('gives the stock back where the card is declined', async () => {
    const { id: productId } = await send('products', { name: 'Vase', price: 1301, stock: 3 })
    const order = await send('orders', { productId })
    assert.equal(await outcomeOf(order.id), 'failed')
    assert.equal((await read(`products/${productId}`)).stock, 3)
    assert.equal(payments.charges.size, 1)
  })

  test('is seen on the command line', () => {
    const list = run('workflows')
    assert.match(list, /compensated fulfilOrder since \S+: The card was declined/)
    assert.match(list, /completed {3}fulfilOrder since/)
    const id = /^(\S+) {2}compensated/m.exec(list)?.[1] ?? ''
    const shown = run('workflows', 'show', id)
    const steps = [...shown.matchAll(/^ {2}\S+ {2}(\S+) +(\S+?)(?:: |$)/gm)]
    assert.deepEqual(
      steps.map(([, status, name]) => `${name} ${status}`),
      ['accept undone', 'reserve undone', 'charge failed'],
    )
    const cancelled = spawnSync(process.execPath, ['src/main.ts', 'jobs', 'cancel', id], {
      cwd: folder,
      env: environment(),
      encoding: 'utf8',
    })
    assert.equal(cancelled.status, 3)
    assert.match(cancelled.stderr, /workflows cancel/)
    const { runs } = JSON.parse(run('workflows', 'list', '--status', 'completed', '--json')) as {
      runs: object[]
    }
    assert.equal(runs.length, 1)
  })
})
