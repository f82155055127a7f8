import assert from 'node:assert/strict'
import { existsSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, describe, test } from 'node:test'
import { createSample } from '../fixture/index.ts'

describe('a database beside its migrations', () => {
  const sample = createSample()
  const file = join(sample.folder, 'data/app.db')

  before(() => {
    sample.put('.env', `AUTH_SECRET=${'x'.repeat(32)}\n`)
    sample.putModel('\n    phone: text(),')
    cambium('generate')
    cambium('migrate', 'up')
  })
  after(() => sample.remove())

  function cambium(...args: string[]): string {
    const { code, out, err } = sample.run(...args)
    assert.equal(code, 0, `${args.join(' ')}: ${out}${err}`)
    return out
  }

  function refused(code: number, ...args: string[]): string {
    const run = sample.run(...args)
    assert.equal(run.code, code, `${args.join(' ')}: ${run.out}${run.err}`)
    return run.out + run.err
  }

  function change(text: string): void {
    const db = new DatabaseSync(file)
    db.exec(text)
    db.close()
  }

  function applied(): string[] {
    const db = new DatabaseSync(file)
    const rows = db.prepare('select id from cambium_migrations order by id').all()
    db.close()
    return rows.map(({ id }) => String(id))
  }

  const migrations = () => readdirSync(join(sample.folder, 'migrations')).sort()
  const forget = () =>
    change('drop table cambium_migrations; drop table cambium_schema; drop table cambium_history')

  test('is checked: no difference, and every difference with the ways out of it', () => {
    assert.match(cambium('migrate', 'check'), /app\.db has the tables of its 1 migration/)
    change('alter table notes add column colour text; create table customers (id text)')
    const said = refused(1, 'migrate', 'check')
    assert.match(said, /extra column notes\.colour: text, may be empty/)
    assert.match(
      said,
      /CREATE TABLE "_gone_notes_colour_\w+" AS SELECT "id", "colour" FROM "notes"/,
    )
    assert.match(said, /in the fields of src\/notes\/note\.model\.ts: colour: text\(\)/)
    assert.match(said, /extra table customers/)
    assert.doesNotMatch(said, /reset|delete the database/i)
    const json = JSON.parse(sample.run('migrate', 'check', '--json').out)
    assert.deepEqual(
      json.drift.map(({ table }: { table: string }) => table),
      ['customers', 'notes'],
    )
  })

  test('what the project says is its own is left alone', () => {
    assert.match(refused(1, 'migrate', 'check', '--ignore', 'cust*'), /^1 difference between/m)
    change('alter table notes drop column colour; drop table customers')
    cambium('migrate', 'check')
  })

  test('that has the tables and no records is adopted, and then up to date', () => {
    forget()
    assert.match(refused(3, 'migrate', 'check'), /no migrations.*cambium migrate adopt/)
    assert.match(cambium('migrate', 'adopt'), /adopted \w+_create/)
    assert.deepEqual(applied(), migrations())
    assert.match(cambium('migrate', 'up'), /up to date/)
    assert.match(cambium('migrate', 'adopt'), /a record of every migration already/)
  })

  test('that differs is not adopted, and what differs is shown', () => {
    forget()
    change('alter table notes drop column phone')
    const said = refused(1, 'migrate', 'adopt')
    assert.match(said, /Nothing was recorded/)
    assert.match(said, /missing column notes\.phone/)
    assert.match(said, /ALTER TABLE "notes" ADD COLUMN "phone" TEXT/)
    change('ALTER TABLE "notes" ADD COLUMN "phone" TEXT')
    cambium('migrate', 'adopt')
  })

  test('is adopted at the migration whose tables it has, and goes on from there', () => {
    sample.putModel('\n    phone: text(),\n    stars: int(),')
    cambium('generate')
    cambium('migrate', 'save')
    forget()
    assert.match(cambium('migrate', 'adopt'), /To apply the others: cambium migrate up/)
    assert.deepEqual(applied(), migrations().slice(0, 1))
    cambium('migrate', 'up')
    assert.deepEqual(applied(), migrations())
  })

  test('of which several migrations could be the last is for a person to say', () => {
    assert.match(cambium('migrate', 'save', '--data', 'count stars'), /Saved \S+_count_stars/)
    const [first, second, third] = migrations()
    forget()
    const said = refused(3, 'migrate', 'adopt')
    assert.match(said, new RegExp(`adopt --to ${second}\n.* or .*adopt --to ${third}`))
    assert.match(refused(2, 'migrate', 'adopt', '--to', 'nothing'), /no migration nothing/)
    cambium('migrate', 'adopt', '--to', second ?? '')
    assert.deepEqual(applied(), [first, second])
  })

  test('a data step runs after the SQL of its migration, which counts only when it is done', () => {
    const step = `migrations/${migrations().at(-1)}/data.ts`
    change(`insert into notes (id, title, created_at, updated_at) values ('1', 'a', 'x', 'x')`)
    const text = (value: string) => `import { dataStep, sql } from '@cambium/runtime/migrate'

export default dataStep({
  async up({ db }) {
    await db.run(sql\`update notes set stars = ${value}\`)
  },
  invariant: sql\`select count(*) from notes where stars is null\`,
})
`
    sample.put(step, text('null'))
    refused(3, 'migrate', 'up')
    sample.put(step, text('5'))
    cambium('migrate', 'up')
    cambium('migrate', 'check')
    assert.match(refused(1, 'migrate', 'squash'), /written by hand.*data\.ts/)
  })

  test('many migrations become one that a new database runs, and an old one has already', () => {
    rmSync(join(sample.folder, `migrations/${migrations().at(-1)}`), { recursive: true })
    change(`delete from cambium_migrations where id like '%count_stars'`)
    assert.match(cambium('migrate', 'squash', 'start'), /_start, which stands for 2 migrations/)
    cambium('check')
    cambium('migrate', 'check')
    cambium('migrate', 'up')
    assert.equal(applied().length, 3)
    cambium('migrate', 'check')
    rmSync(file)
    for (const path of [`${file}-wal`, `${file}-shm`]) if (existsSync(path)) rmSync(path)
    cambium('migrate', 'up')
    assert.equal(applied().length, 1)
    cambium('migrate', 'check')
    for (const id of migrations().slice(0, 2)) {
      rmSync(join(sample.folder, 'migrations', id), { recursive: true })
    }
    cambium('migrate', 'up')
    cambium('migrate', 'check')
  })

  test('the SQL of a plan is shown for the database that is asked for', () => {
    sample.putModel('\n    phone: text(),\n    stars: int(),\n    due: date(),')
    sample.put(
      'src/notes/note.model.ts',
      sample.text('src/notes/note.model.ts').replace('{ entity', '{ date, entity'),
    )
    assert.doesNotMatch(cambium('migrate', 'plan'), /"due" date/)
    assert.match(cambium('migrate', 'plan', '--sql', 'postgres'), /"due" date/)
    assert.match(
      cambium('migrate', 'plan', '--sql', 'both'),
      /SQLite.*TEXT.*PostgreSQL.*"due" date/s,
    )
    assert.match(refused(2, 'migrate', 'plan', '--sql', 'oracle'), /sqlite, postgres or both/)
  })
})
