import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { runCambium } from '../fixture/index.ts'

const workspace = join(import.meta.dirname, '../../../../..')
const ids = [1, 2, 3].map((n) => `01990000-0000-7000-8000-00000000000${n}`)
const [mine, paid, guests] = ids as [string, string, string]
const [ada, bob] = ['a', 'b'].map((end) => `01990000-0000-7000-8000-00000000000${end}`) as [
  string,
  string,
]
const server = process.env.CAMBIUM_TEST_POSTGRES_URL

const seed = `
import { run } from '@cambium/runtime/app'
import { app } from './app.gen.ts'
await run(app, { args: ['seed'], seed: async ({ system }) => {
  const ada = await system.User.create({ id: '${ada}', email: 'ada@example.com' })
  const bob = await system.User.create({ id: '${bob}', email: 'bob@example.com' })
  const product = await system.Product.create({ name: 'Tea', price: 100, stock: 9, published: true })
  const order = { productId: product.id, firstName: 'A', lastName: 'B', address: "O'Hara" }
  await system.Order.create({ ...order, id: '${mine}', customerId: ada.id })
  await system.Order.create({ ...order, id: '${paid}', customerId: bob.id, status: 'paid' })
  await system.Order.create({ ...order, id: '${guests}' })
} })
`

const databases = [
  { name: 'SQLite', url: 'file:./data/app.db', skip: false },
  { name: 'a PostgreSQL server', url: server ?? '', skip: server === undefined },
]

for (const { name, url, skip } of databases) {
  describe(`cambium why on ${name}`, { skip }, () => {
    const folder = mkdtempSync(join(tmpdir(), 'cambium-why-'))
    const address = url.startsWith('file:') ? url : withSchema(url)
    const env = { DATABASE_URL: address, AUTH_SECRET: 'x'.repeat(32) }

    before(async () => {
      const example = join(workspace, 'examples/shop')
      const isCopied = (path: string) => !/(?:\/node_modules|\/data)$/.test(path)
      cpSync(example, folder, { recursive: true, filter: isCopied })
      symlinkSync(join(workspace, 'node_modules'), join(folder, 'node_modules'))
      if (!address.startsWith('file:')) await onServer('create schema why')
      Object.assign(process.env, env)
      node('src/main.ts', 'migrate')
      node('--input-type=module-typescript', '--eval', seed.replace('./app', './src/app'))
    })
    after(async () => {
      rmSync(folder, { recursive: true, force: true })
      if (!address.startsWith('file:')) await onServer('drop schema why cascade')
    })

    function node(...args: string[]): void {
      const { status, stderr } = spawnSync(process.execPath, args, {
        cwd: folder,
        encoding: 'utf8',
      })
      assert.equal(status, 0, stderr)
    }

    const why = (...args: string[]) => runCambium(folder, 'why', ...args)

    test('names the alternative that lets the caller through, its place and the SQL with values', () => {
      const { code, out } = why('Order', 'read', '--as', `user:${ada}`, '--id', mine)
      assert.equal(code, 0)
      assert.match(
        out,
        /^Allowed: user \S+ may read this order, because the caller is its customer\n/,
      )
      assert.match(out, /yes {2}the caller is its customer: owner\('customer'\)/)
      assert.match(out, / no {2}the caller has the role staff: role\('staff'\)/)
      assert.match(out, /Rule {2}src\/orders\/order\.model\.ts:\d+\n/)
      assert.ok(
        out.includes(`"orders"."id" = '${mine}' and ("orders"."customer_id" = '${ada}')`),
        out,
      )
    })

    test('says what is missing where nothing lets the caller through', () => {
      const update = [
        'Order',
        'update',
        '--as',
        `user:${bob}`,
        '--id',
        paid,
        '--set',
        'status=cancelled',
      ]
      const { code, out } = why(...update)
      assert.equal(code, 0)
      assert.match(
        out,
        /^Refused: user \S+ may not update this order \(403\), because none of these/,
      )
      assert.match(
        out,
        /yes {2}customerId is the caller\n +no {2}status is "placed"\n +yes {2}the new/,
      )
    })

    test('judges the change that is given', () => {
      const update = ['Order', 'update', '--as', `user:${ada}`, '--id', mine, '--json', '--set']
      const decide = (set: string, ...more: string[]) =>
        JSON.parse(why(...update, set, ...more).out).allowed
      assert.equal(decide('status=cancelled'), true)
      assert.equal(decide('status=shipped'), false)
      assert.equal(decide('status=cancelled', '--set', 'firstName=Eve'), false)
      assert.equal(decide('firstName=Eve', '--role', 'staff'), true)
    })

    test('says 404 where the record cannot be read, and where there is none', () => {
      assert.match(why('Order', 'read', '--as', `user:${bob}`, '--id', mine).out, /\(404\)/)
      assert.match(
        why('Order', 'update', '--as', `user:${bob}`, '--id', mine).out,
        /^Refused: user \S+ may not read this order, so it is not found \(404\)/,
      )
      const { code, err } = why(
        'Order',
        'read',
        '--role',
        'staff',
        '--as',
        'user:x',
        '--id',
        'nope',
      )
      assert.equal(code, 1)
      assert.match(err, /There is no order nope/)
    })

    test('counts the records of a list by the alternatives that hold', () => {
      const { out } = why('Order', 'read', '--as', `user:${ada}`, '--role', 'staff')
      assert.match(out, /^user \S+ with the role staff may read 3 orders/)
      assert.match(out, /^ +1 {2}the caller is its customer/m)
      assert.match(out, /^ +3 {2}the caller has the role staff/m)
      assert.match(why('Order', 'read').out, /^Refused: a guest may read no order \(401\)/)
    })

    test('explains the rule of a field', () => {
      const write = ['Order', 'write', 'delivered', '--as', `user:${ada}`, '--id', mine]
      assert.match(why(...write).out, /^Refused: user \S+ may write delivered of no order \(403\)/)
      assert.match(
        why(...write, '--role', 'staff').out,
        /^Allowed: .*because the caller has the role/,
      )
      assert.match(why('Order', 'write', 'status').err, /has no write rule of its own/)
    })

    test('says of a create what the caller alone decides', () => {
      assert.match(
        why('Order', 'create').out,
        /^Allowed: a guest may create orders, as everybody may/,
      )
      assert.match(why('Product', 'create').out, /^Refused: a guest may create no product \(401\)/)
    })

    test('says who may call a function', () => {
      const staff = why('calculateSales', 'call', '--as', 'user:x', '--role', 'staff')
      assert.match(staff.out, /^Allowed: user x with the role staff may call calculateSales/)
      const guest = why('calculateSales', 'call')
      assert.match(guest.out, /^Refused: a guest may not call calculateSales \(401\), because this/)
      assert.match(guest.out, /GET \/api\/sales\n$/)
      assert.match(why('calculateSale', 'call').err, /Did you mean calculateSales\?/)
    })

    test('names the nearest of what there is', () => {
      for (const [args, answer] of [
        [['Ordr', 'read'], /There is no entity Ordr\. Did you mean Order\?/],
        [['Order', 'raed'], /There is no operation raed\. Did you mean read\?/],
        [['Order', 'read', '--as', 'user:x', '--role', 'stff'], /Did you mean staff\?/],
        [['Order', 'read', '--as', 'x'], /--as takes user:ID or guest/],
        [['Order', 'update', '--set', 'statis=paid'], /Did you mean status\?/],
      ] as const) {
        const { code, err } = why(...args)
        assert.equal(code, 2)
        assert.match(err, answer)
      }
    })
  })
}

function withSchema(url: string): string {
  const address = new URL(url)
  address.searchParams.set('options', '-c search_path=why')
  return address.href
}

async function onServer(statement: string): Promise<void> {
  const { default: driver } = await import('pg')
  const client = new driver.Client({ connectionString: server })
  await client.connect()
  await client.query(statement)
  await client.end()
}
