import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OpenSource, SourceRow } from '../../packages/generator/src/import/source/index.ts'
import type { JsonValue } from '../../packages/model/src/index.ts'
import { type SampleName, sampleScript, sampleTables } from './index.ts'
import { triedPostgres } from './tried-postgres.ts'
import { sqliteSource } from './tried-sqlite.ts'

const names: SampleName[] = ['rental', 'music', 'trading']
const rows = 300

/** Every row of every table, by table. */
async function readAll({ schema, rows: all }: OpenSource): Promise<Map<string, SourceRow[]>> {
  const found = new Map<string, SourceRow[]>()
  for (const table of schema.tables.filter(({ kind }) => kind === 'table')) {
    const list: SourceRow[] = []
    for await (const batch of all!.read(table, { after: null, size: 70 })) list.push(...batch.rows)
    found.set(table.name, list)
  }
  return found
}

/** SQLite gives rows in the order of their numbers, PostgreSQL in that of their keys. */
function sorted(tables: ReadonlyMap<string, SourceRow[]>): [string, string[]][] {
  const text = (row: SourceRow): string => JSON.stringify(Object.entries(row).sort())
  return [...tables].map(([name, list]): [string, string[]] => [name, list.map(text).sort()]).sort()
}

for (const tried of triedPostgres()) {
  test(`rows of ${tried.name} come in the order of their keys, and go on behind each of them`, async () => {
    const filled = await tried.fill([
      `create table n (a integer, b smallint, source text, primary key (a, b));
       insert into n select i % 12, i, 'row ' || i from generate_series(1, 130) i`,
    ])
    const source = await filled.read()
    try {
      const table = { schema: 'public', name: 'n' }
      const found: number[] = []
      let position: JsonValue = null
      for (;;) {
        const read = source.rows!.read(table, { after: position, size: 9 })
        const { value } = await read[Symbol.asyncIterator]().next()
        if (!value) break
        found.push(...value.rows.map((row: SourceRow) => Number(row.a) * 1000 + Number(row.b)))
        position = value.position
      }
      assert.equal(found.length, 130)
      assert.deepEqual(
        found,
        [...found].sort((one, other) => one - other),
      )
    } finally {
      await source.close()
      await filled.remove()
    }
  })

  for (const name of names) {
    test(`every row of the sample ${name} is read, from SQLite and from ${tried.name}`, async () => {
      const sqlite = sqliteSource(sampleScript({ name, dialect: 'sqlite', rows }))
      const filled = await tried.fill(sampleScript({ name, dialect: 'postgres', rows }))
      const postgres = await filled.read()
      try {
        const [fromSqlite, fromPostgres] = [await readAll(sqlite), await readAll(postgres)]
        for (const table of sampleTables({ name, dialect: 'postgres' })) {
          assert.equal(fromSqlite.get(table.name)?.length, table.count(rows), table.name)
          assert.equal(fromPostgres.get(table.name)?.length, table.count(rows), table.name)
        }
        if (name === 'music') assert.deepEqual(sorted(fromPostgres), sorted(fromSqlite))
      } finally {
        await sqlite.close()
        await postgres.close()
        await filled.remove()
      }
    })
  }
}
