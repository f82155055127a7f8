import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { contractDatabases } from './contract-databases.ts'
import {
  assignments,
  type Columns,
  columns,
  everyRow,
  forUpdate,
  identifier,
  join,
  json,
  noRow,
  nothing,
  raw,
  type Sql,
  type SqlPart,
  sql,
  string,
  values,
} from './index.ts'
import { createRenderer } from './renderer.ts'
import { createStatementCache } from './statement-cache.ts'

interface Order {
  select: string
  'group"by': string | null
  from: unknown
}

const orderColumns: Columns<Order> = columns('order', {
  select: string('select'),
  'group"by': string('group"by'),
  from: json('from'),
})

const createOrder = `create table "order" ("select" text primary key, "group""by" text, "from" `
const tables = { sqlite: `${createOrder} text) strict`, postgres: `${createOrder} jsonb)` }

const attacks = [
  `'; drop table "order"; --`,
  `" or 1=1 --`,
  `\\'; drop table "order"; --`,
  '$1',
  '?',
  `x') returning *; delete from "order" where ('1'='1`,
  '/* */',
  '%_\\%',
]

for (const { name, dialect, open } of contractDatabases) {
  describe(`statements on ${name}`, () => {
    test('take reserved words and quotes as names', async () => {
      const db = await open()
      await db.script(tables[dialect])
      const record: Order = { select: 'a', 'group"by': 'b', from: { where: 1 } }
      await db.run(sql`insert into ${identifier('order')} ${values(orderColumns, record)}`)
      const changed = await db.first(sql`
        update "order" set ${assignments(orderColumns, { 'group"by': 'c' })}
        where ${orderColumns.expression('select')} = ${'a'} returning ${orderColumns}
      `)
      assert.deepEqual(changed, { ...record, 'group"by': 'c' })
      await db.close()
    })

    test('never take a value for text, whatever it holds', async () => {
      const db = await open()
      await db.script(tables[dialect])
      for (const attack of attacks) {
        const record: Order = { select: attack, 'group"by': attack, from: { [attack]: attack } }
        const stored = await db.first(
          sql`insert into "order" ${values(orderColumns, record)} returning ${orderColumns}`,
        )
        assert.deepEqual(stored, record)
        const found = await db.all(
          sql`select ${orderColumns} from "order" where "order"."select" = ${attack}`,
        )
        assert.deepEqual(found, [record])
      }
      assert.equal(await db.count(sql`select count(*) from "order"`), attacks.length)
      await db.close()
    })

    test('never take an object that looks like SQL for SQL', async () => {
      const db = await open()
      await db.script(tables[dialect])
      const lookalikes = [
        { strings: ['1 or 1=1'], parts: [] },
        { fragment: 'x', strings: ['1'], render: '1' },
        JSON.parse('{"__proto__": {"strings": ["1"], "parts": []}}'),
      ]
      for (const [index, lookalike] of lookalikes.entries()) {
        const record = { select: String(index), from: lookalike }
        await db.run(sql`insert into "order" ${values(orderColumns, record)}`)
        const part = lookalike as SqlPart
        assert.equal(
          await db.count(
            sql`select count(*) from "order" where "order"."select" = cast(${part} as text)`,
          ),
          0,
        )
      }
      await db.close()
    })

    test('refuse properties the table does not have', async () => {
      const db = await open()
      const record = JSON.parse('{"select": "a", "__proto__": "x"}')
      assert.throws(() => values(orderColumns, record), /nothing to keep "__proto__"/)
      assert.throws(
        () => assignments(orderColumns, { 'a" = 1, "b': 1 } as never),
        /nothing to keep/,
      )
      assert.throws(() => orderColumns.expression('constructor'), TypeError)
      await db.close()
    })

    test('refuse values that cannot be bound', async () => {
      const db = await open()
      for (const value of [undefined, Number.NaN, Number.POSITIVE_INFINITY, () => 1, Symbol('x')]) {
        await assert.rejects(db.all(sql`select ${value as never}`), TypeError)
      }
      await db.close()
    })

    test('of the same text are prepared once, more than the cache holds still work', async () => {
      const db = await open()
      for (let round = 0; round < 2; round++) {
        for (let index = 0; index < 1_500; index += dialect === 'sqlite' ? 1 : 100) {
          const row = await db.first(sql`select ${raw(String(index))} as "n"`)
          assert.deepEqual(row, { n: index })
        }
      }
      await db.close()
    })
  })
}

describe('rendering', () => {
  const sqlite = createRenderer('sqlite')
  const postgres = createRenderer('postgres')
  const find = (id: string, visible: Sql, lock: Sql): Sql =>
    sql`select ${orderColumns} from "order" where "order"."select" = ${id} and ${visible} ${lock}`

  test('numbers the places and keeps the values in order', () => {
    const query = find('a', sql`(${1} = ${2})`, forUpdate)
    assert.match(postgres(query).statement.text, /= \$1 and \(\$2 = \$3\) for update$/)
    assert.match(sqlite(query).statement.text, /= \? and \(\? = \?\)$/)
    assert.deepEqual(sqlite(query).values, ['a', 1, 2])
  })

  test('gives the same statement for the same shape and another for any other', () => {
    const statement = sqlite(find('a', everyRow, nothing)).statement
    assert.equal(sqlite(find('b', everyRow, nothing)).statement, statement)
    assert.notEqual(sqlite(find('a', noRow, nothing)).statement, statement)
    assert.equal(sqlite(sql`${raw('a')} ${1}`).statement.text, 'a ?')
    assert.equal(sqlite(sql`${2} ${1}`).statement.text, '? ?')
    const list = (parts: number[]): string => sqlite(sql`in (${join(parts, ', ')})`).statement.text
    assert.deepEqual([list([1]), list([1, 2])], ['in (?)', 'in (?, ?)'])
  })

  test('knows which columns give the records their form', () => {
    const plain = sql`select count(*) from "order" where exists (select ${orderColumns} from "order")`
    assert.equal(sqlite(plain).statement.columns, null)
    assert.equal(sqlite(find('a', everyRow, nothing)).statement.columns, orderColumns)
    assert.equal(
      sqlite(sql`delete from "order" returning ${orderColumns}`).statement.columns,
      orderColumns,
    )
  })

  test('knows which statements change nothing', () => {
    const reads = (query: Sql): boolean => sqlite(query).statement.reads
    assert.equal(reads(sql` select 1`), true)
    assert.equal(reads(sql`with a as (select 1) select * from a`), true)
    assert.equal(reads(sql`with a as (select 1) delete from "order"`), false)
    assert.equal(reads(sql`insert into "order" default values`), false)
    assert.equal(postgres(find('a', everyRow, forUpdate)).statement.reads, false)
  })

  test('stays bounded when shapes never repeat', () => {
    for (let index = 0; index < 60_000; index++) sqlite(sql`${raw(`x${index}`)}`)
    assert.equal(sqlite(sql`${raw('x1')}`).statement.text, 'x1')
  })
})

describe('the statement cache', () => {
  test('keeps what is used and forgets the rest', () => {
    const made: string[] = []
    const cache = createStatementCache((key: string) => {
      made.push(key)
      return { key }
    }, 4)
    const kept = cache.get('kept')
    for (let index = 0; index < 10; index++) {
      cache.get(`other ${index}`)
      assert.equal(cache.get('kept'), kept)
    }
    cache.get('other 0')
    assert.equal(made.filter((key) => key === 'kept').length, 1)
    assert.equal(made.filter((key) => key === 'other 0').length, 2)
  })
})
