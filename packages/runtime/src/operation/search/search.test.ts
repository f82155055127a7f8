import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import { anyOf, createCaller, type Rule } from '../../access/index.ts'
import {
  type Columns,
  columns,
  type Database,
  raw,
  sql,
  string,
  values,
} from '../../database/index.ts'
import { silentLogger } from '../../log/index.ts'
import { type Context, createContext } from '../context.ts'
import { defineList } from '../define-list.ts'
import { databases } from '../fixture/index.ts'
import type { ListQuery } from '../list-query.ts'
import { createRegistry } from '../registry.ts'
import type { Resource } from '../resource.ts'
import { parseSearch } from './parse-search.ts'

interface Doc {
  id: string
  title: string
  body: string | null
  secret: string | null
  ownerId: string
}

const letters =
  '[\\u0001-/:-@\\u005b-`{-\\u00a9\\u00ab-\\u00b1\\u00b4\\u00b6-\\u00b8\\u00bb\\u00bf\\u00d7\\u00f7\\u2000-\\u206f\\u3000-\\u3004\\u3008-\\u3020]+'
const words = (column: string, weight: string): string =>
  `setweight(to_tsvector('simple', regexp_replace(regexp_replace(normalize(coalesce("${column}", ''), NFD),
    '[\\u0300-\\u036f]+', '', 'g'), '${letters}', ' ', 'g')), '${weight}')`

// As a plan renders them.
const tables: { [dialect: string]: string[] } = {
  sqlite: [
    `create table "docs" ("id" text primary key, "title" text, "body" text, "secret" text, "owner_id" text) strict`,
    `create table "words_rows" ("row" integer primary key, "id" text not null unique) strict`,
    `create virtual table "words" using fts5("f_title", "f_body", "f_secret", content='', contentless_delete=1,
      tokenize='unicode61 remove_diacritics 2')`,
    `create trigger "words_insert" after insert on "docs" begin
      insert into "words_rows" ("id") values (new."id");
      insert into "words" ("rowid", "f_title", "f_body", "f_secret")
        select (select "row" from "words_rows" where "id" = new."id"), new."title", new."body", new."secret";
    end`,
  ],
  postgres: [
    `create table "docs" ("id" text collate "C" primary key, "title" text collate "C", "body" text collate "C",
      "secret" text collate "C", "owner_id" text, "cambium_search" tsvector generated always as
      (ts_delete(${words('title', 'A')} || to_tsvector('simple', 'cambiumgap') || ${words('body', 'C')} ||
      to_tsvector('simple', 'cambiumgap') || ${words('secret', 'C')}, 'cambiumgap')) stored)`,
  ],
}

const docColumns: Columns<Doc> = columns('docs', {
  id: string('id'),
  title: string('title'),
  body: string('body'),
  secret: string('secret'),
  ownerId: string('owner_id'),
})

const ownDocs: Rule<Doc> = {
  allow: (caller) => caller.signedIn,
  where: (caller) => anyOf(caller.hasRole('staff'), sql`"docs"."owner_id" = ${caller.id}`),
}

const doc: Resource<Doc> = {
  name: 'Doc',
  words: 'doc',
  table: 'docs',
  columns: docColumns,
  fields: {},
  required: [],
  read: ownDocs,
  list: (db, { visible, filter, order, limit }) =>
    db.all(
      sql`select ${docColumns} from "docs" where ${visible} and ${filter} order by ${order} limit ${limit}`,
    ),
  count: (db, { visible, filter }) =>
    db.count(sql`select count(*) from "docs" where ${visible} and ${filter}`),
  find: async () => undefined,
  sort: [{ field: 'title', descending: false }],
  pageSize: 20,
  maxPageSize: 100,
  search: { name: 'words', fields: { title: 'A', body: 'C', secret: 'C' } },
  fieldRules: {
    secret: {
      read: { allow: () => true, where: (caller) => anyOf(caller.hasRole('staff')) },
    },
  },
}
const listDocs = defineList(doc, {})

const rows: [title: string, body: string | null, secret?: string][] = [
  ['Élan vital', 'about bread and milk'],
  ['bread', 'from the baker'],
  ['Milk, bread & eggs', null],
  ['e-mail', 'bread-maker@example.com, 12.50'],
  ['sourdough', 'milk', 'bread'],
  ['O’Brien (sen.)', 'ПРИВЕТ мир'],
]

for (const { name, open } of databases) {
  describe(`search on ${name}`, () => {
    let database: Database
    let ann: Context
    let staff: Context
    before(async () => {
      database = await open()
      for (const statement of tables[database.dialect] ?? []) await database.run(raw(statement))
      for (const [index, [title, body, secret = null]] of rows.entries()) {
        const row = { id: `d${index}`, title, body, secret, ownerId: 'ann' }
        await database.run(sql`insert into "docs" ${values(docColumns, row)}`)
      }
      const hidden = { id: 'x', title: 'bread bread', body: null, secret: null, ownerId: 'bob' }
      await database.run(sql`insert into "docs" ${values(docColumns, hidden)}`)
      const services = {
        database,
        log: silentLogger,
        registry: createRegistry({ entities: [] }),
        cursorKey: new Uint8Array(32),
        runHooks: false,
      }
      const as = (id: string, roles: string[]): Context =>
        createContext(services, {
          caller: createCaller({ id, roles }),
          transport: 'test',
          requestId: 'test',
        })
      ann = as('ann', [])
      staff = as('sam', ['staff'])
    })
    after(() => database.close())

    const found = async (q: string, query: ListQuery<Doc> = {}, as = ann): Promise<string> =>
      (await listDocs(as, { q, ...query })).data.map(({ id }) => id).join(' ')

    const searches: [q: string, found: string][] = [
      ['bread', 'd2 d1 d3 d0'],
      ['brea', 'd2 d1 d3 d0'],
      ['"brea"', ''],
      ['brea milk', ''],
      ['bread milk', 'd2 d0'],
      ['MILK', 'd2 d4 d0'],
      ['elan', 'd0'],
      ['Élan', 'd0'],
      ['"bread and milk"', 'd0'],
      ['"milk bread"', 'd2'],
      ['bread-maker', 'd3'],
      ['example.com', 'd3'],
      ['12.5', 'd3'],
      ['"12 50"', 'd3'],
      ["o'brien", 'd5'],
      ['o’brien sen', 'd5'],
      ['привет', 'd5'],
      ['"unfinished bread', ''],
      ['bread OR milk', ''],
      ['f_title:bread', ''],
      ['bread* ^milk -eggs', 'd2'],
      ["bread' | 'x':*", ''],
    ]
    for (const [q, expected] of searches) {
      test(q, async () => assert.equal(await found(q), expected))
    }

    test('a field the caller may not read on every record is not searched, alone or with others', async () => {
      assert.equal(await found('sourdough bread'), '')
      assert.equal(await found('sourdough bread', {}, staff), 'd4')
      assert.equal(await found('"milk bread"', {}, staff), 'd2')
      const open = { ...doc, search: { name: 'words', fields: { secret: 'C' } } } as const
      await assert.rejects(defineList(open, {})(ann, { q: 'bread' }), { code: 'bad_request' })
    })

    test('the order tells nothing of records the caller may not read', async () => {
      const before = await found('bread milk')
      const row = { id: 'y', title: 'milk milk milk', body: 'milk', secret: null, ownerId: 'bob' }
      await database.run(sql`insert into "docs" ${values(docColumns, row)}`)
      assert.equal(await found('bread milk'), before)
    })

    test('walks by relevance with cursors, both ways', async () => {
      const first = await listDocs(ann, { q: 'bread', limit: 2, count: 'exact' })
      assert.deepEqual(Object.keys(first.data[0] ?? {}), ['id', 'title', 'body', 'ownerId'])
      assert.equal(first.page.total, 4)
      const after = first.page.next ?? ''
      const second = await listDocs(ann, { q: 'bread', limit: 2, after })
      assert.deepEqual([second.data.map(({ id }) => id), second.page.next], [['d3', 'd0'], null])
      const back = await listDocs(ann, { q: 'bread', before: second.page.previous ?? '' })
      assert.deepEqual(
        back.data.map(({ id }) => id),
        ['d2', 'd1'],
      )
      await assert.rejects(listDocs(ann, { q: 'milk', after }), { code: 'bad_request' })
      await assert.rejects(listDocs(ann, { q: 'bread', sort: 'title', after }), {
        code: 'bad_request',
      })
    })

    test('sorts as asked and goes with filters', async () => {
      assert.equal(await found('bread', { sort: '-title' }), 'd0 d3 d1 d2')
      assert.equal(await found('bread', { where: { title: { ne: 'bread' } } }), 'd2 d3 d0')
    })

    test('ranks the newest of very many, whatever others have', async () => {
      const add = async (from: number, to: number, owner: string): Promise<number> =>
        database.run(sql`insert into "docs" ("id", "title", "body", "owner_id")
          with recursive c(n) as (
            select cast(${from} as integer) union all select n + 1 from c where n < ${to}
          )
          select 'n' || n, case when n = 10001 then 'common' else 'title' end, 'common', ${owner} from c`)
      await add(10_001, 15_000, 'ann')
      await add(20_000, 26_000, 'bob')
      assert.equal((await found('common', { limit: 1 })).slice(0, 6), 'n10001')
      await add(15_001, 15_001, 'ann')
      const { data, page } = await listDocs(ann, { q: 'common', limit: 2, count: 'exact' })
      assert.deepEqual(
        data.map(({ id }) => id),
        ['n10002', 'n10003'],
      )
      assert.equal(page.total, 5_001)
      const next = await listDocs(ann, { q: 'common', limit: 2, after: page.next ?? '' })
      assert.deepEqual(
        next.data.map(({ id }) => id),
        ['n10004', 'n10005'],
      )
    })

    test('refuses a search without words, with too many, and of what has nothing to search', async () => {
      for (const q of ['', ' ', '!!!', '""', 'a'.repeat(201), 'a b c d e f g h i']) {
        await assert.rejects(found(q), { code: 'bad_request' }, q)
      }
      const { search: _, ...mute } = doc
      await assert.rejects(defineList(mute, {})(ann, { q: 'a' }), { code: 'bad_request' })
    })
  })
}

test('parseSearch() reads words, phrases and the word that may go on', () => {
  assert.deepEqual(parseSearch('Crème "fresh milk" bre'), [
    { words: ['creme'], isPrefix: false },
    { words: ['fresh', 'milk'], isPrefix: false },
    { words: ['bre'], isPrefix: true },
  ])
  assert.deepEqual(parseSearch('a a A b'), [
    { words: ['a'], isPrefix: false },
    { words: ['b'], isPrefix: true },
  ])
  assert.deepEqual(parseSearch('a-b'), [{ words: ['a', 'b'], isPrefix: true }])
})
