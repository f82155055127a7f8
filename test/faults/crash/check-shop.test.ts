import assert from 'node:assert/strict'
import { copyFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, test } from 'node:test'
import { createClient, createWorkspace, startShop } from '../server/index.ts'
import { checkShop, type Findings } from './check-shop.ts'
import { newIntent } from './ledger.ts'
import { prepareShop } from './prepare-shop.ts'
import { place, type Writing } from './writers.ts'

const workspace = createWorkspace()
const path = join(workspace.folder, 'app.db')
let writing: Writing

before(async () => {
  writing = await prepareShop(path)
  const server = await startShop({ path })
  assert.ok(server)
  const client = createClient(server.origin, 1)
  while (writing.ledger.intents.filter(({ state }) => state === 'acknowledged').length < 3) {
    await place(client, writing, newIntent(writing.ledger))
  }
  client.close()
  await server.end('SIGTERM')
})
after(() => workspace.remove())

const sound: Findings = { lost: 0, halfApplied: 0, duplicates: 0, refusedYetStored: 0, damaged: 0 }
const one = 'where "id" = (select min("id") from "orders")'
const history = `where "entity" = 'Order' and "record_id" = (select min("id") from "orders")`
const product = 'where "id" = (select "product_id" from "orders" limit 1)'
const copyOf = (address: string): string => `
  insert into "orders" ("id", "product_id", "first_name", "last_name", "address", "created_at", "updated_at")
  select 'copy', "product_id", "first_name", "last_name", ${address}, "created_at", "updated_at"
  from "orders" ${one}`

const cases: [name: string, change: string, expected: Partial<Findings>][] = [
  ['nothing in an untouched database', '', {}],
  ['a lost order', `delete from "orders" ${one}`, { lost: 1, halfApplied: 3 }],
  ['an order without its history', `delete from "cambium_history" ${history}`, { halfApplied: 1 }],
  [
    'stock that was not taken',
    `update "products" set "stock" = "stock" + 1 ${product}`,
    { halfApplied: 1 },
  ],
  [
    'a product changed without history',
    `update "products" set "version" = "version" + 1 ${product}`,
    { halfApplied: 1 },
  ],
  ['an order stored twice', copyOf('"address"'), { duplicates: 1, halfApplied: 3 }],
  [
    'a reference that leads nowhere',
    `update "orders" set "customer_id" = 'nobody' ${one}`,
    { damaged: 1 },
  ],
]
for (const [name, change, expected] of cases) {
  test(`the check finds ${name}`, () => {
    const tampered = join(workspace.folder, 'tampered.db')
    copyFileSync(path, tampered)
    const database = new DatabaseSync(tampered, { enableForeignKeyConstraints: false })
    database.exec(change)
    database.close()
    const findings = checkShop(tampered, workspace.folder, writing.ledger)
    rmSync(tampered)
    rmSync(join(workspace.folder, 'copy.db'))
    assert.deepEqual(findings, { ...sound, ...expected })
  })
}

test('the check finds what was refused and is there, and what was cancelled and is not', () => {
  const changed = writing.ledger.intents.find(({ state }) => state === 'acknowledged')
  assert.ok(changed)
  changed.cancelled = 'acknowledged'
  assert.equal(checkShop(path, workspace.folder, writing.ledger).lost, 1)
  changed.state = 'refused'
  assert.equal(checkShop(path, workspace.folder, writing.ledger).refusedYetStored, 1)
})
