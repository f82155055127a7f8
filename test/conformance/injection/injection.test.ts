import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { after, before, describe, test } from 'node:test'
import type { Answer, SentRequest } from '../answer-checker.ts'
import { documentOf, exampleNames, type RunningExample, startExample } from '../example-project.ts'
import { payloadPairs, slowPairs } from './payloads.ts'
import { placesOf } from './places.ts'
import { type Place, seekInjection } from './seek-injection.ts'

const admin = { id: 'boss', roles: ['staff', 'admin'] }
/** Each place is tried with so many of the pairs; together they are all tried in every kind of place. */
const pairsPerPlace = 3

for (const example of exampleNames) {
  describe(`texts that are SQL, sent to the ${example}`, () => {
    let running: RunningExample
    let places: Place[]
    before(async () => {
      running = await startExample(example)
      const authorization = (await running.app.authorizationOf(admin)) ?? ''
      const idOf = (entity: string): string => running.ids.of(entity)[0] ?? 'none'
      places = placesOf({ document: documentOf(example), authorization, idOf })
    })
    after(() => running.app.close())

    test('stay texts wherever they stand', async () => {
      const send = ({ method, ...rest }: SentRequest): Promise<Answer> =>
        running.app.call({ ...rest, method: method as 'GET' })
      assert.ok(places.length > 200, `${places.length} places`)
      const found: string[] = []
      for (const [at, place] of places.entries()) {
        const first = (at * pairsPerPlace) % payloadPairs.length
        const pairs = [...payloadPairs, ...payloadPairs].slice(first, first + pairsPerPlace)
        found.push(
          ...(await seekInjection(place, { send, pairs, ...(at % 20 > 0 && { slow: [] }) })),
        )
      }
      assert.deepEqual(found, [])
    })
  })
}

describe('the search for injections', () => {
  const database = new DatabaseSync(':memory:')
  database.exec(
    "create table users (id integer primary key, name text); insert into users values (1, 'Ada')",
  )
  after(() => database.close())

  /** What nobody should write: each puts the text into the statement. */
  const unsafe: { readonly [name: string]: (text: string) => string } = {
    'a value in quotes': (text) => `select id from users where name = '${text}'`,
    'a value in brackets': (text) => `select id from users where (name = '${text}')`,
    'a list of values': (text) => `select id from users where name in (('${text}'))`,
    'a pattern': (text) => `select id from users where name like '%${text}%'`,
    'a number': (text) => `select id from users where id = ${text}`,
    'a name': (text) => `select id from users where "${text}" = 1`,
    'an order': (text) => `select id from users order by ${text}`,
  }
  for (const [name, statement] of Object.entries(unsafe)) {
    test(`finds ${name}, whether errors show or not`, async () => {
      const requestWith = (text: string): SentRequest => ({
        method: 'GET',
        url: text,
        headers: {},
        body: undefined,
      })
      const answer = (text: string, silent: boolean): Answer => {
        try {
          const data = database.prepare(statement(text)).all()
          return { status: 200, headers: {}, text: JSON.stringify({ data }) }
        } catch (error) {
          const detail = silent ? 'no' : String(error)
          return { status: 400, headers: {}, text: JSON.stringify({ detail }) }
        }
      }
      for (const silent of [true, false]) {
        const found = await seekInjection(
          { name, requestWith },
          { send: async ({ url }) => answer(url, silent), slow: [] },
        )
        assert.notDeepEqual(found, [], silent ? 'silent' : 'with errors')
      }
    })
  }

  test('finds a statement that is only slow', async () => {
    const place: Place = {
      name: 'slow',
      requestWith: (url) => ({ method: 'GET', url, headers: {}, body: undefined }),
    }
    const send = async ({ url }: SentRequest): Promise<Answer> => {
      database.prepare(`select id from users where name = '${url}'`).all()
      return { status: 204, headers: {}, text: '' }
    }
    const found = await seekInjection(place, { send, pairs: [], slow: slowPairs.slice(0, 1) })
    assert.deepEqual(found, ['slow: takes long (SQLite at work)'])
  })
})
