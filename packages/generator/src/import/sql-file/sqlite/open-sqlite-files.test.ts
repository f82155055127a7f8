import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { openText, readAll } from '../testing/index.ts'

const shop = `PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE shop (id INTEGER PRIMARY KEY AUTOINCREMENT, "odd;name" TEXT NOT NULL, [price] REAL);
INSERT INTO shop VALUES(1,'it''s; $x$',1.5);
INSERT INTO shop VALUES(2,'ü',NULL);
CREATE TRIGGER t AFTER INSERT ON shop BEGIN UPDATE shop SET price=0 WHERE id=new.id; DELETE FROM shop WHERE 0; END;
COMMIT;
`

describe('a file of SQLite', () => {
  test('is run, and read as the database it makes', async () => {
    const source = await openText({ 'shop.sql': shop })
    assert.equal(source.schema.kind, 'sql')
    assert.equal(source.schema.dialect, 'sqlite')
    assert.equal(source.schema.label, 'the SQL file shop.sql')
    assert.deepEqual(
      source.schema.tables.map(({ name }) => name),
      ['shop'],
    )
    assert.deepEqual(await readAll(source, { schema: null, name: 'shop' }), [
      { id: 1, 'odd;name': "it's; $x$", price: 1.5 },
      { id: 2, 'odd;name': 'ü', price: null },
    ])
    assert.deepEqual(
      source.schema.left.map(({ what }) => what),
      ['table shop, trigger t'],
    )
    await source.close()
  })

  const outside = join(tmpdir(), 'cambium-never-made.db')
  const attacks: [sql: string, reason: RegExp][] = [
    [`attach database '${outside}' as evil`, /open or write another file/],
    [`vacuum into '${outside}'`, /open or write another file/],
    [`create table x as select load_extension('${outside}')`, /no such function|not authorized/],
    [`insert into shop select writefile('${outside}', 'x'), 'x', 1`, /no such function/],
    [
      'insert into shop (price, "odd;name") with recursive c(x) as (select 1 union all select x + 1 from c) select x, 1 from c',
      /without an end/,
    ],
    [
      'insert into shop (price, "odd;name") with c(x) as (select 1 union all select x + 1 from c) select x, 1 from c',
      /without an end/,
    ],
    [
      'update shop set price = (with c(x) as (select 1 union all select x + 1 from c) select count(*) from c)',
      /without an end/,
    ],
    ["update sqlite_schema set sql = 'x'", /may not be modified/],
    ['creat table x (a)', /SQLite knows no such statement/],
    ['create table shop (a)', /already exists/],
  ]
  for (const [sql, reason] of attacks) {
    test(`may not: ${sql.slice(0, 70)}`, { timeout: 20_000 }, async () => {
      const source = await openText({
        'shop.sql': `${shop}\npragma writable_schema = on;\n${sql};\ninsert into shop values (3, 'c', 1);`,
      })
      assert.equal(existsSync(outside), false)
      const [left] = source.schema.left
      assert.match(left?.what ?? '', /^shop\.sql:\d+: /)
      assert.match(left?.reason ?? '', reason)
      assert.equal(
        (await readAll(source, { schema: null, name: 'shop' })).length,
        3,
        'the rest is read',
      )
      await source.close()
    })
  }

  test('is left without views that call themselves', { timeout: 20_000 }, async () => {
    const source = await openText({
      'shop.sql': `${shop}create view endless as with c(x) as (select 1 union all select x + 1 from c) select x from c; create view few as select 1 as n from shop;`,
    })
    assert.deepEqual(
      source.schema.tables.map(({ name }) => name),
      ['shop', 'few'],
    )
    assert.equal(source.schema.left[0]?.what, 'view endless')
    await source.close()
  })

  test('that is large stands in a file that is gone afterwards', async () => {
    const before = new Set(
      readdirSync(tmpdir()).filter((name) => name.startsWith('cambium-import-')),
    )
    const row = `insert into shop values (null, '${'x'.repeat(10_000)}', 1);\n`
    const source = await openText(
      {
        'shop.sql': `begin;create table shop (id integer primary key, name text, price real);\n${row.repeat(3_500)}commit;`,
      },
      { dialect: 'sqlite' },
    )
    const during = readdirSync(tmpdir()).filter(
      (name) => name.startsWith('cambium-import-') && !before.has(name),
    )
    assert.equal(during.length, 1)
    assert.equal(await source.rows?.count({ schema: null, name: 'shop' }), 3_500)
    await source.close()
    assert.equal(existsSync(join(tmpdir(), during[0] ?? '')), false)
  })
})
