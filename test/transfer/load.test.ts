import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { createCipher, type Database, sql } from '@cambium/runtime/database'
import {
  type TriedDatabase,
  triedDatabases,
} from '../../packages/runtime/src/database/fixture/index.ts'
import { createLoad, type Load, type LoadRow } from '../../packages/runtime/src/transfer/index.ts'
import { everythingModels } from './fixture/everything-models.ts'
import {
  newFolder,
  openPlace,
  type TransferProject,
  transferProject,
} from './fixture/transfer-project.ts'

const cipher = createCipher('a key for tests, of forty characters ...')
let project: TransferProject
before(async () => {
  project = await transferProject(everythingModels)
})

interface Loading {
  readonly database: Database
  readonly load: Load
  write(entity: string, ...rows: LoadRow[]): ReturnType<Load['write']>
  readonly rejected: string
}

async function loading(
  { open }: TriedDatabase,
  work: (loading: Loading) => Promise<void>,
): Promise<void> {
  const database = await open()
  await openPlace(project.app, database)
  const { registry, accounts } = project.app
  const rejected = join(newFolder(), 'rejected.jsonl')
  const load = await createLoad({ database, registry, accounts, name: 'x', rejectedPath: rejected })
  const write: Loading['write'] = (entity, ...rows) => load.write({ entity, position: null, rows })
  try {
    await work({ database, load, write, rejected })
  } finally {
    await load.close()
    await database.close()
  }
}

const id = (last: string): string => `01990000-0000-7000-8000-0000000000${last}`

for (const tried of triedDatabases({ cipher })) {
  describe(`load on ${tried.name}`, () => {
    test('names entities behind those they refer to, and links at the end', () =>
      loading(tried, async ({ load }) => {
        const names = load.order.map((item) => ('entity' in item ? item.entity : item.links))
        assert.deepEqual(names, [
          ...['Country', 'Tag', 'User', 'Thing', 'Team', 'Person', 'Visit', 'Stay'],
          ...['Thing.tags', 'Thing.friends'],
        ])
      }))

    test('takes a record as it is, and completes what is left out', () =>
      loading(tried, async ({ database, write }) => {
        const { written, rejected } = await write('Thing', {
          id: id('AA'),
          name: 'Crème Brûlée',
          title: 'a formula is worked out',
          version: 7,
          createdAt: '2020-01-01T00:00:00+02:00',
          deletedAt: '2021-01-01T00:00:00Z',
        })
        assert.deepEqual([written, rejected], [1, []])
        const [row] = await database.all(sql`
          select "id", "path", "title", "state", "version" as "version" from "things"
          where "created_at" = ${'2019-12-31T22:00:00.000Z'} and "deleted_at" is not null
        `)
        assert.deepEqual(
          { ...(row as object), version: Number((row as { version: unknown }).version) },
          { id: id('aa'), path: 'creme-brulee', title: 'Crème Brûlée!', state: 'open', version: 7 },
        )
      }))

    test('refuses what the API would refuse, row by row, and keeps the rows', () =>
      loading(tried, async ({ load, write, rejected }) => {
        const done = await write(
          'Thing',
          { id: id('01'), name: '' },
          { id: id('02'), name: 'good' },
          { id: id('03'), name: 'x', state: 'lost' },
          { id: id('04'), name: 'x', nmae: 'y' },
          { id: '', name: 'x' },
          { id: id('05'), name: 'other', path: 'good' },
          { id: id('06'), name: 'x', big: '9223372036854775808' },
          { id: id('07'), name: 'x', createdAt: 'yesterday' },
          [] as unknown as LoadRow,
        )
        assert.equal(done.written, 1)
        assert.deepEqual(
          done.rejected.map(({ index, reason }) => `${index} ${reason}`),
          [
            '0 name must have at least 1 character',
            '2 state must be one of "open", "done"',
            '3 nmae is not a field of Thing; did you mean "name"?',
            '4 id must be text of 1 to 255 characters',
            '5 Already taken: path',
            '6 Not a whole number of 64 bits',
            '7 createdAt must be an instant such as 2026-11-20T09:10:00Z',
            '8 A row must be a JSON object',
          ],
        )
        const { totals, rejectedFile } = await load.end()
        assert.equal(rejectedFile, rejected)
        assert.equal(totals.find((one) => 'entity' in one && one.entity === 'Thing')?.rejected, 8)
        const lines = readFileSync(rejected, 'utf8').trim().split('\n')
        assert.equal(lines.length, 8)
        assert.deepEqual(JSON.parse(lines[0] ?? ''), {
          of: 'Thing',
          reason: 'name must have at least 1 character',
          row: { id: id('01'), name: '' },
        })
      }))

    test('sets references to what comes later, through circles', () =>
      loading(tried, async ({ database, load, write }) => {
        await write('Tag', { id: 7, word: 'a', overId: 9 }, { id: 8, word: 'b', overId: 7 })
        await write('Tag', { id: 9, word: 'c', overId: 8 })
        await write('Team', { id: 't', name: 'T', leadId: id('01') })
        const person = { name: 'P', teamId: 't', chiefId: id('01') }
        await write(
          'Person',
          { ...person, id: id('02') },
          { ...person, id: id('03'), chiefId: id('04') },
        )
        await write('Person', { ...person, id: id('01') }, { ...person, id: id('04') })
        const { dangling } = await load.end()
        assert.deepEqual(dangling, [])
        const overs = await database.all(sql`
          select cast("over_id" as text) as "over" from "tags" order by "id"
        `)
        assert.deepEqual(
          overs.map((row) => (row as { over: string }).over),
          ['9', '7', '8'],
        )
        assert.equal(await database.count(sql`select count(*) from "people"`), 4)
        const lead = sql`select count(*) from "teams" where "lead_id" = ${id('01')}`
        assert.equal(await database.count(lead), 1)
      }))

    test('leaves a reference empty whose target never came, and refuses rows that need it', () =>
      loading(tried, async ({ load, write, rejected }) => {
        await write('Tag', { id: 1, word: 'a', overId: 99 })
        await write('Thing', {
          id: id('01'),
          name: 'x',
          ownerId: 'nobody',
          papers: [{ id: id('f1') }],
        })
        await write('Team', { id: 't', name: 'T' })
        const { rejected: at } = await write('Person', {
          id: id('01'),
          name: 'P',
          teamId: 'none',
          chiefId: id('01'),
        })
        assert.deepEqual(at, [
          { index: 0, reason: 'teamId refers to Team none, which is not there' },
        ])
        await write('Person', { id: id('02'), name: 'P', teamId: 't', chiefId: id('09') })
        const report = await load.end()
        assert.deepEqual(report.dangling, [
          { entity: 'Tag', property: 'overId', count: 1 },
          { entity: 'Thing', property: 'papers', count: 1 },
          { entity: 'Thing', property: 'ownerId', count: 1 },
        ])
        const reasons = readFileSync(rejected, 'utf8').trim().split('\n')
        assert.deepEqual(
          reasons.map((line) => JSON.parse(line).reason),
          [
            `written without papers: there is no file ${id('f1')}`,
            'written without ownerId: there is no User nobody',
            'teamId refers to Team none, which is not there',
            `chiefId refers to Person ${id('09')}, which is not there`,
            'written without overId: there is no Tag 99',
          ],
        )
      }))

    test('waits for records that several properties name together', () =>
      loading(tried, async ({ database, load, write }) => {
        await write('Team', { id: 't', name: 'T' })
        await write('Person', { id: id('01'), name: 'P', teamId: 't', chiefId: id('01') })
        const stay = { personId: id('01') }
        const rows = [2, 1, 9].map((night) => ({
          ...stay,
          night,
          nightBefore: night === 1 ? 2 : night - 1,
        }))
        await write('Stay', ...rows, { ...stay, night: 3, country: 'none' })
        const report = await load.end()
        assert.deepEqual(report.dangling, [
          { entity: 'Stay', property: 'visitId', count: 1 },
          { entity: 'Stay', property: 'beforeId', count: 1 },
        ])
        const found = await database.all<{ night: string; before: string | null }>(sql`
          select cast("night" as text) as "night", cast("night_before" as text) as "before"
          from "stays" order by "stays"."night"
        `)
        const pairs = found.map(({ night, before: from }) => [night, from])
        assert.deepEqual(pairs, [
          ['1', '2'],
          ['2', '1'],
          ['3', null],
          ['9', null],
        ])
      }))

    test('leaves alone what is there, with its password', () =>
      loading(tried, async ({ database, write }) => {
        const hash = `$2b$10$${'a'.repeat(53)}`
        const ann = { id: 'ann', email: 'ann@example.org', name: 'Ann' }
        await write('User', { ...ann, passwordHash: hash })
        const again = await write('User', {
          ...ann,
          name: 'Other',
          passwordHash: hash.replace('2b', '2y'),
        })
        assert.deepEqual([again.written, again.present], [0, 1])
        const [kept] = await database.all<{ password: string }>(sql`
          select "password" from "auth_accounts" where "user_id" = ${'ann'}
        `)
        assert.equal(kept?.password, hash)
        const { rejected } = await write('User', { ...ann, id: 'bob', passwordHash: 'plain' })
        assert.match(rejected[0]?.reason ?? '', /must be a hash by bcrypt or argon2id/)
      }))

    test('writes links once, in the order in which they come', () =>
      loading(tried, async ({ database, load, write }) => {
        await write('Tag', { id: 1, word: 'a' }, { id: 2, word: 'b' })
        await write('Thing', { id: id('01'), name: 'x' })
        const rows = [
          { source: id('01'), target: 2 },
          { source: id('01'), target: 1 },
          { source: id('01'), target: 3 },
        ]
        const first = await load.write({ links: 'Thing.tags', position: 1, rows })
        assert.deepEqual(first.rejected, [{ index: 2, reason: 'Tag 3 is not there' }])
        const second = await load.write({
          links: 'Thing.tags',
          position: 1,
          rows: rows.slice(0, 2),
        })
        assert.deepEqual([first.written, second.written, second.present], [2, 0, 2])
        const found = await database.all<{ tag: string }>(sql`
          select cast("tag_id" as text) as "tag" from "things_tags" order by "position"
        `)
        assert.deepEqual(
          found.map(({ tag }) => tag),
          ['2', '1'],
        )
      }))

    test('refuses an entity that there is not', () =>
      loading(tried, async ({ write }) => {
        await assert.rejects(write('Nothing', {}), /The application has no Nothing to load/)
      }))
  })
}
