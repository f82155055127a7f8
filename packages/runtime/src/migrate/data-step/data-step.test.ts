import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Database, sql } from '../../database/index.ts'
import { StartupError } from '../../errors/index.ts'
import { type Draft, newFolder, triedDatabases, writeMigration } from '../fixture/index.ts'
import { migrate, readSchemaState } from '../index.ts'

const door = fileURLToPath(new URL('../index.ts', import.meta.url))
const rows = 1_500
const people: Draft = {
  to: 'h1',
  sql: `create table "people" ("id" text primary key, "name" text)
-- next
insert into "people" ("id", "name")
with recursive n(i) as (select 1 union all select i + 1 from n where i < ${rows})
select 'p' || i, 'First' || i || ' Last' || i from n`,
}

function splitBy(data: string): Draft {
  return {
    to: 'h2',
    parents: ['1_people'],
    sql: `alter table "people" add column "first" text
-- next
alter table "people" add column "last" text`,
    data: `import { type DataBatch, dataStep, sql } from '${door}'
interface Person { id: string; name: string }
${data}`,
  }
}

const eachPerson = `
async function split({ db, rows }: DataBatch): Promise<void> {
  for (const { id, name } of await rows<Person>()) {
    const [first, last] = name.split(' ')
    if (last === undefined) throw new Error('no last name: ' + name)
    await db.run(sql\`update "people" set "first" = coalesce("first", '') || \${first}, "last" = \${last} where "id" = \${id}\`)
  }
}`
const invariant = `sql\`select count(*) from "people" where "first" is null or "last" is null\``
const step = `${eachPerson}
export default dataStep({
  async up({ eachBatch, log }) {
    await eachBatch({ table: 'people', by: 'id' }, split)
    log('split')
  },
  invariant: ${invariant},
})`

async function withPeople(
  open: () => Promise<Database>,
  work: (db: Database, folder: string) => Promise<void>,
): Promise<void> {
  const folder = newFolder()
  const db = await open()
  try {
    writeMigration(folder, '1_people', people)
    await migrate(db, { folder })
    await work(db, folder)
  } finally {
    await db.close()
  }
}

function split(db: Database): Promise<number> {
  return db.count(sql`select count(*) from "people" where "first" || ' ' || "last" = "name"`)
}

for (const { name, open } of triedDatabases()) {
  describe(`a data step on ${name}`, () => {
    test('runs after the SQL, batch by batch, once', () =>
      withPeople(open, async (db, folder) => {
        writeMigration(folder, '2_split', splitBy(step))
        const said: string[] = []
        const told: number[] = []
        const onProgress = (progress: { title: string | null; done: number }): void => {
          if (progress.title === 'data.ts') told.push(progress.done)
        }
        await migrate(db, { folder, onLog: (message) => said.push(message), onProgress })
        assert.equal(await split(db), rows)
        assert.deepEqual(said, ['split'])
        assert.ok(told.length > 1 && told.at(-1) === rows)
        assert.deepEqual(await migrate(db, { folder }), [])
        assert.equal(await db.count(sql`select count(*) from "cambium_migration_parts"`), 0)
      }))

    test('that throws is named with its line, and goes on when the rows are right', () =>
      withPeople(open, async (db, folder) => {
        await db.run(sql`update "people" set "name" = 'Cher' where "id" = 'p999'`)
        writeMigration(folder, '2_split', splitBy(step))
        await assert.rejects(migrate(db, { folder }), (error) => {
          assert.ok(error instanceof StartupError)
          assert.match(error.message, /2_split.data\.ts stopped at line \d+: no last name: Cher/)
          return true
        })
        assert.deepEqual((await readSchemaState(db)).hashes, ['h1'])
        await db.run(sql`update "people" set "name" = 'Cher Bono' where "id" = 'p999'`)
        assert.deepEqual(await migrate(db, { folder }), ['2_split'])
        assert.equal(await split(db), rows)
      }))

    test('whose invariant does not hold is not applied', () =>
      withPeople(open, async (db, folder) => {
        const half = `export default dataStep({
          async up({ db }) {
            await db.run(sql\`update "people" set "first" = 'x', "last" = 'y' where "id" < 'p5'\`)
          },
          invariant: ${invariant},
        })`
        writeMigration(folder, '2_split', splitBy(half))
        await assert.rejects(migrate(db, { folder }), /its invariant counts \d+ where it must/)
        assert.deepEqual((await readSchemaState(db)).hashes, ['h1'])
        const isThere = db.count(sql`select count(*) from "people" where "first" = 'x'`)
        if (db.dialect === 'sqlite') await assert.rejects(isThere)
        else assert.equal(await isThere, 0)
      }))

    test('may do more than one walk, and statements beside and within them', () =>
      withPeople(open, async (db, folder) => {
        const more = `${eachPerson}
export default dataStep({
  async up({ db, eachBatch }) {
    await db.run(sql\`update "people" set "first" = '' where "first" is null\`)
    await eachBatch({ table: 'people', by: 'id' }, split)
    await eachBatch({ table: 'people', by: 'id' }, async ({ where }) => {
      await db.run(sql\`update "people" set "last" = upper("last") where \${where}\`)
    })
    await db.run(sql\`delete from "people" where "id" = 'p1'\`)
  },
  invariant: sql\`select count(*) from "people" where "id" = 'p1'\`,
})`
        writeMigration(folder, '2_split', splitBy(more))
        await migrate(db, { folder })
        const right = sql`select count(*) from "people" where "last" = upper("last") and upper("first" || ' ' || "last") = upper("name")`
        assert.equal(await db.count(right), rows - 1)
      }))

    test('belongs to what must not change once it is applied', () =>
      withPeople(open, async (db, folder) => {
        writeMigration(folder, '2_split', splitBy(step))
        await migrate(db, { folder })
        writeMigration(folder, '2_split', splitBy(`${step}\n// more`))
        await assert.rejects(migrate(db, { folder }), /2_split was changed after it was applied/)
      }))

    test('that cannot be used is refused before anything runs', () =>
      withPeople(open, async (db, folder) => {
        const cases: [data: string, message: RegExp][] = [
          ['export default {', /cannot be loaded/],
          ['export const up = 1', /has no default export with "up"/],
          [
            'export default { async up() {}, invariant: "select 1" }',
            /invariant of the data step .* is not made by sql/,
          ],
        ]
        for (const [index, [data, message]] of cases.entries()) {
          const copy = newFolder()
          writeMigration(copy, '1_people', people)
          writeMigration(copy, `2_${index}`, splitBy(data))
          await assert.rejects(migrate(db, { folder: copy }), message)
        }
        await assert.rejects(db.all(sql`select "first" from "people"`))
        assert.deepEqual(await migrate(db, { folder }), [])
      }))
  })
}
