import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import {
  exportFolder,
  fullExport,
} from '../../packages/generator/src/import/parse/fixture/index.ts'
import { importNew } from './new-project.ts'
import { type ServedProject, serveProject } from './serve-project.ts'

type Row = { [property: string]: unknown }

/** Asks the API; the rows of a list, or the record, and the status. */
async function ask(
  url: string,
  init: RequestInit = {},
): Promise<{ status: number; rows: Row[]; body: Row }> {
  const response = await fetch(url, init)
  const body = (await response.json()) as Row
  return { status: response.status, body, rows: Array.isArray(body.data) ? body.data : [] }
}

const real = join(import.meta.dirname, '../../../shared/fixtures/back4app')
const missing = `the export ${real} is not there`

describe('a real export of a shop', { skip: existsSync(real) ? false : missing }, () => {
  let served: ServedProject
  before(async () => {
    served = await serveProject(importNew(real, '--access', 'public').folder)
  })
  after(() => served.stop())

  test('arrives with every record and every link', async () => {
    const { rows: categories } = await ask(`${served.url}/api/product-categories`)
    const { rows: products } = await ask(`${served.url}/api/products?include=categories&limit=50`)
    const links = products.flatMap(({ categories: linked }) => linked as Row[])
    assert.deepEqual([categories.length, products.length, links.length], [5, 10, 12])
    const tracker = products.find(({ id }) => id === '4ZyHH3X0RQ')
    assert.deepEqual(
      [tracker?.name, tracker?.createdAt, tracker?.updatedAt],
      ['Fitness Tracker Watch', '2023-10-17T20:03:55.424Z', '2023-10-17T20:24:12.322Z'],
    )
  })

  test('answers the questions that were asked of it before', async () => {
    const dear = await ask(`${served.url}/api/products?price[gt]=50`)
    assert.equal(dear.rows.length, 5)
    const open = await ask(`${served.url}/api/orders?delivered=false`)
    assert.equal(open.rows.length, 2)
    const { rows: orders } = await ask(`${served.url}/api/orders?include=product`)
    const sum = orders.reduce((total, { product }) => total + Number((product as Row).price), 0)
    assert.deepEqual([orders.length, sum], [4, 1440])
  })

  test('takes new records and changes', async () => {
    const send = (method: string, body: object): RequestInit => ({
      method,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    })
    const made = await ask(
      `${served.url}/api/orders`,
      send('POST', { productId: '4ZyHH3X0RQ', cFirstName: 'Ann', delivered: false }),
    )
    assert.equal(made.status, 201, JSON.stringify(made.body))
    const changed = await ask(
      `${served.url}/api/orders/${made.body.id ?? (made.body.data as Row).id}`,
      send('PATCH', { delivered: true }),
    )
    assert.equal(changed.status, 200, JSON.stringify(changed.body))
  })
})

describe('an export with people and rights', () => {
  let served: ServedProject
  let said: string
  before(async () => {
    const imported = importNew(exportFolder(fullExport()))
    said = imported.said
    served = await serveProject(imported.folder)
  })
  after(() => served.stop())

  const signIn = (email: string, password: string) =>
    ask(`${served.url}/api/auth/sign-in/email`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'sec-fetch-site': 'same-origin' },
      body: JSON.stringify({ email, password }),
    })
  const notesOf = async (token?: unknown): Promise<unknown[]> => {
    const headers: { [name: string]: string } =
      token === undefined ? {} : { authorization: `Bearer ${token}` }
    const { rows } = await ask(`${served.url}/api/notes?sort=id`, { headers })
    return rows.map(({ text }) => text)
  }

  test('lets people sign in with their passwords, and see what they could see', async () => {
    assert.equal((await signIn('ann@example.com', 'not the horse')).status, 401)
    const ann = await signIn('ann@example.com', 'correct horse')
    assert.equal(ann.status, 200, JSON.stringify(ann.body))
    // Her own, what is everybody's, and what was shared with her.
    assert.deepEqual(await notesOf(ann.body.token), ['mine', 'open', 'shared'])
    const bob = await signIn('bob@example.com', 'correct horse')
    // By his role he reads hers; the other two are his own.
    assert.deepEqual(await notesOf(bob.body.token), ['mine', 'open', 'shared'])
    assert.deepEqual(await notesOf(), ['open'])
  })

  test('keeps the right to change where it was given', async () => {
    const change = async (email: string, id: string): Promise<number> => {
      const { body } = await signIn(email, 'correct horse')
      const { status } = await ask(`${served.url}/api/notes/${id}`, {
        method: 'PATCH',
        headers: { authorization: `Bearer ${body.token}`, 'content-type': 'application/json' },
        body: '{"text":"changed"}',
      })
      return status
    }
    assert.equal(await change('bob@example.com', 'note000001'), 403)
    assert.equal(await change('ann@example.com', 'note000002'), 403)
    assert.equal(await change('ann@example.com', 'note000003'), 200)
    assert.equal(await change('bob@example.com', 'note000002'), 200)
  })

  test('says who cannot sign in, and what was decided', () => {
    assert.match(said, /2 of 3 users have no e-mail/)
    assert.match(said, /all are kept as text/)
  })

  test('brings places, lists and files, as those may read who may', async () => {
    const headers = { authorization: `Bearer ${served.token}` }
    const { rows } = await ask(`${served.url}/api/places?include=near&sort=id`, { headers })
    assert.deepEqual(rows[0]?.where, { lat: 53.5, lng: 10 })
    assert.deepEqual(rows[0]?.tags, ['ships', 'water'])
    const [{ near = [] } = {}] = rows
    assert.deepEqual((near as Row[]).map(({ id }) => id).toSorted(), ['place00001', 'place00002'])
  })
})
