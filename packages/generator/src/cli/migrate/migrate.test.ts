import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { after, before, describe, test } from 'node:test'
import { createSample } from '../fixture/index.ts'

describe('cambium migrate over the life of a project', () => {
  const sample = createSample()

  before(() => {
    sample.putModel('\n    phone: text(),\n    stars: int(),')
    sample.run('generate')
    applyAll()
    query(
      `insert into "notes" ("id", "title", "phone", "stars", "created_at", "updated_at")
       values ('1', 'first', '555', 4, '2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.000Z')`,
    )
  })
  after(() => sample.remove())

  function applyAll(): void {
    const args = ['src/main.ts', 'migrate']
    const env = { ...process.env, AUTH_SECRET: 'x'.repeat(32) }
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: sample.folder, env })
    assert.equal(status, 0, String(stderr))
  }

  function query(text: string): { [column: string]: unknown }[] {
    const db = new DatabaseSync(join(sample.folder, 'data/app.db'))
    const rows = db.prepare(text).all()
    db.close()
    return rows.map((row) => ({ ...row }))
  }

  test('one field gone and one like it new is never guessed', () => {
    sample.putModel('\n    telephone: text(),\n    stars: int(),')
    const { code, err } = sample.run('migrate', 'save')
    assert.equal(code, 3)
    assert.match(err, /--rename Note\.phone=telephone\n +or --drop Note\.phone/)
  })

  test('a plan shows each step with its badge, and the SQL', () => {
    const { code, out } = sample.run('migrate', 'plan', '--rename', 'Note.phone=telephone')
    assert.equal(code, 0)
    assert.match(out, /\[locks\] +rename column notes\.phone to telephone: instances of the older/)
    assert.match(out, /ALTER TABLE "notes" RENAME COLUMN "phone" TO "telephone"/)
  })

  test('a rename that was decided keeps the values, also after generating', () => {
    assert.equal(sample.run('generate').code, 0)
    const { code, err } = sample.run('migrate', 'save', '--rename', 'Note.phone=telephone')
    assert.equal(code, 0, err)
    applyAll()
    assert.deepEqual(query('select "telephone", "stars" from "notes"'), [
      { telephone: '555', stars: 4 },
    ])
    assert.equal(sample.run('check').code, 0)
    const last = readdirSync(join(sample.folder, 'migrations')).at(-1) ?? ''
    assert.match(
      sample.text(`migrations/${last}/down.sqlite.sql`),
      /RENAME COLUMN "telephone" TO "phone"/,
    )
  })

  test('a value that a field cannot have is no way to fill it', () => {
    sample.put(
      'src/moments/moment.model.ts',
      `import { datetime, entity, int } from '@cambium/model'
export default entity('Moment', {
  fields: { at: datetime({ required: true }), size: int({ required: true }) },
  access: { read: 'public' },
})
`,
    )
    const save = (...fills: string[]) => sample.run('migrate', 'plan', ...fills)
    const wrong = save('--fill', 'Moment.at=yesterday')
    assert.equal(wrong.code, 2)
    assert.match(wrong.err, /Moment\.at takes an instant: '2026-.*', not yesterday/)
    assert.match(save('--fill', 'Moment.size=many').err, /takes a whole number, not many/)
    assert.equal(save('--fill', 'Moment.size=1', '--fill', 'Moment.at=now').code, 0)
    rmSync(join(sample.folder, 'src/moments'), { recursive: true })
  })

  test('a field that is given up is kept aside, a required one filled, a type changed', () => {
    sample.putModel('\n    stars: text(),\n    kind: text({ required: true }),')
    assert.match(
      sample.run('migrate', 'save', 'kind of', '--drop', 'Note.telephone').err,
      /To go on: cambium migrate save "kind of" --fill Note\.kind=VALUE/,
    )
    const decided = ['--drop', 'Note.telephone', '--fill', "Note.kind=o'clock"]
    assert.match(sample.run('migrate', 'plan', ...decided).out, /\[loses data\].*notes\.telephone/)
    const { code, err } = sample.run('migrate', 'save', ...decided)
    assert.equal(code, 0, err)
    assert.equal(sample.run('generate').code, 0)
    assert.match(sample.run('migrate', 'status').out, /applied .*_create,.*\n.*\nmissing/)
    applyAll()
    assert.deepEqual(query('select "stars", "kind" from "notes"'), [
      { stars: '4', kind: "o'clock" },
    ])
    const [kept] = query(`select name from sqlite_schema where name glob '_gone_1_12_*'`)
    assert.deepEqual(query(`select "telephone" from "${kept?.name}"`), [{ telephone: '555' }])
  })

  test('a field that was added is taken back, and what was entered since is kept aside', () => {
    sample.putModel('\n    stars: text(),\n    kind: text({ required: true }),\n    shade: text(),')
    assert.equal(sample.run('generate').code, 0)
    assert.equal(sample.run('migrate', 'save', 'add shade').code, 0)
    applyAll()
    query(`update "notes" set "shade" = 'green'`)
    const asked = sample.run('migrate', 'down')
    assert.equal(asked.code, 3)
    assert.match(asked.out, /_add_shade\nWhat was entered since into what goes is kept aside/)
    const { out } = sample.run('migrate', 'down', '--yes')
    assert.match(out, /took back \w+_add_shade\nkept _gone_1_\d+_\w+\n/)
    const [, kept] = /kept (\w+)/.exec(out) ?? []
    assert.deepEqual(query(`select "shade" from "${kept}"`), [{ shade: 'green' }])
    applyAll()
    assert.deepEqual(query('select "shade" from "notes"'), [{ shade: null }])
  })

  test('what was given up has no way back', () => {
    const dropped = readdirSync(join(sample.folder, 'migrations'))
      .map((id) => [id, sample.text(`migrations/${id}/plan.json`)] as const)
      .filter(([, plan]) => plan.includes('"class": "destructive"'))
    assert.equal(dropped.length, 1)
    const id = dropped[0]?.[0] ?? ''
    assert.deepEqual(readdirSync(join(sample.folder, 'migrations', id)).sort(), [
      'ir.json',
      'plan.json',
      'postgres.sql',
      'sqlite.sql',
    ])
  })

  test('a flag for something that is not there is a mistake', () => {
    const { code, err } = sample.run('migrate', 'plan', '--drop', 'Note.phonee')
    assert.equal(code, 2)
    assert.match(err, /Nothing of the last migration is called Note\.phonee/)
    assert.match(sample.run('migrate', 'plan', '--drop', 'Note.title').err, /still in the model/)
  })

  test('a change no value survives is refused, whatever the flags', () => {
    sample.putModel('\n    stars: json(),\n    kind: text({ required: true }),')
    sample.put(
      'src/notes/note.model.ts',
      sample.text('src/notes/note.model.ts').replace('{ entity', '{ json, entity'),
    )
    const { code, err } = sample.run('migrate', 'save', '--fill', 'Note.kind=x')
    assert.equal(code, 3)
    assert.match(err, /notes\.stars: .*no json/)
  })
})
