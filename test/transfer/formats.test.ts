import assert from 'node:assert/strict'
import { appendFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { createCipher, openSqlite } from '@cambium/runtime/database'
import { cambiumReader } from '../../packages/generator/src/import/cambium/index.ts'
import type { OpenSource, SourceRow } from '../../packages/generator/src/import/source/index.ts'
import { everythingModels } from './fixture/everything-models.ts'
import { fillEverything } from './fixture/fill-everything.ts'
import {
  exportPlace,
  loadPlace,
  newFolder,
  openPlace,
  type Place,
  transferProject,
} from './fixture/transfer-project.ts'

let place: Place
const opened: Place[] = []

before(async () => {
  const { app } = await transferProject(everythingModels)
  place = await newPlace(app)
  await fillEverything(place)
})
after(async () => {
  for (const { database, files } of opened) {
    await files.close()
    await database.close()
  }
})

async function newPlace(app: Place['app']): Promise<Place> {
  const cipher = createCipher('a key for tests, of forty characters ...')
  const made = await openPlace(app, openSqlite({ path: join(newFolder(), 'app.db'), cipher }))
  opened.push(made)
  return made
}

const options = { schemas: [], dialect: null, progress: () => undefined }

async function rowsOf(
  { rows }: OpenSource,
  name: string,
  { size = 1_000, after = null }: { size?: number; after?: number | null } = {},
): Promise<{ rows: SourceRow[]; positions: unknown[] }> {
  const found: SourceRow[] = []
  const positions: unknown[] = []
  for await (const batch of rows?.read({ schema: null, name }, { after, size }) ?? []) {
    found.push(...batch.rows)
    positions.push(batch.position)
  }
  return { rows: found, positions }
}

describe('the folder of an export', () => {
  test('holds the same rows as CSV and as JSON lines', async () => {
    const [lines, csv] = [await exportPlace(place), await exportPlace(place, { format: 'csv' })]
    const from = await cambiumReader.open({ source: lines.folder, ...options })
    const to = await cambiumReader.open({ source: csv.folder, ...options })
    for (const { name, rows } of [...lines.entities, ...lines.links]) {
      const wanted = await rowsOf(from, name)
      assert.equal(wanted.rows.length, rows, name)
      assert.deepEqual((await rowsOf(to, name)).rows, wanted.rows, name)
    }
  })

  for (const format of ['jsonl', 'csv'] as const) {
    test(`is read on from any place, as ${format}`, async () => {
      const { folder } = await exportPlace(place, { format })
      const source = await cambiumReader.open({ source: folder, ...options })
      const all = await rowsOf(source, 'Thing', { size: 1 })
      assert.equal(all.positions.length, 6)
      for (const [index, after] of all.positions.entries()) {
        const { rows } = await rowsOf(source, 'Thing', { size: 2, after: after as number })
        assert.deepEqual(rows, all.rows.slice(index + 1))
      }
    })
  }

  test('says in CSV what is empty and what is nothing, in lines of RFC 4180', async () => {
    const { folder } = await exportPlace(place, { format: 'csv', only: ['Visit'] })
    const text = readFileSync(join(folder, 'entities/Visit.csv'), 'utf8')
    const [head, first] = text.split('\r\n')
    assert.equal(head, 'personId,countryId,days,remark,createdAt,updatedAt')
    assert.match(first ?? '', /,3,"",/)
  })

  test('becomes entities with their keys, references and links', async () => {
    const { folder } = await exportPlace(place)
    assert.equal(cambiumReader.detects(folder), true)
    assert.equal(cambiumReader.detects(newFolder()), false)
    const { schema } = await cambiumReader.open({ source: folder, ...options })
    const tableOf = (name: string) => schema.tables.find((table) => table.entity === name)
    assert.deepEqual(tableOf('Visit')?.primaryKey, ['personId', 'countryId'])
    assert.deepEqual(
      tableOf('Thing')?.foreignKeys.map(({ relation, target }) => [relation, target.name]),
      [
        ['owner', 'User'],
        ['parent', 'Thing'],
      ],
    )
    assert.deepEqual(
      tableOf('Thing')?.links.map(({ relation }) => relation),
      ['tags', 'friends'],
    )
    const defaults = ['Tag', 'Team', 'User', 'Country'].map(
      (name) => tableOf(name)?.columns.find((column) => column.name === 'id')?.default?.kind,
    )
    assert.deepEqual(defaults, ['counter', 'shortId', 'uuid', undefined])
    const kinds = Object.fromEntries(
      tableOf('Thing')?.columns.map(({ name, type }) => [name, type.kind]) ?? [],
    )
    assert.deepEqual(
      ['from', 'length', 'place', 'labels', 'state', 'ratio', 'at', 'note'].map(
        (name) => kinds[name],
      ),
      ['time', 'duration', 'point', 'list', 'choice', 'decimal', 'instant', 'text'],
    )
  })

  test('has no secret in it unless that is asked for', async () => {
    const { folder, entities, parts } = await exportPlace(place, {
      withSecrets: false,
      withAccounts: false,
    })
    const thing = entities.find(({ name }) => name === 'Thing')
    assert.deepEqual(thing?.leftOut, ['note', 'inner', 'code'])
    assert.deepEqual(
      parts.map(({ name }) => name),
      ['access', 'files'],
    )
    const [line = ''] = readFileSync(join(folder, 'entities/Thing.jsonl'), 'utf8').split('\n')
    assert.doesNotMatch(line, /"(?:note|inner|code)":/)
    const user = readFileSync(join(folder, 'entities/User.jsonl'), 'utf8')
    assert.match(user, /"blocked":true/, 'an account that is shut stays so')
  })
})

describe('what is refused', () => {
  const refusal = (work: Promise<unknown>, pattern: RegExp): Promise<void> =>
    assert.rejects(work, (error: Error & { hint?: string }) => {
      assert.match(`${error.name}: ${error.message} ${error.hint}`, pattern)
      return true
    })

  test('to export over anything', async () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'note.txt'), 'mine')
    await refusal(exportPlace(place, { folder }), /StartupError: .* is not empty/)
    await refusal(exportPlace(place, { folder: join(folder, 'note.txt') }), /is a file/)
    const other = join(newFolder(), 'export')
    mkdirSync(`${other}.partial`)
    writeFileSync(join(`${other}.partial`, 'note.txt'), 'mine')
    await refusal(exportPlace(place, { folder: other }), /is in the way/)
    assert.equal(readFileSync(join(`${other}.partial`, 'note.txt'), 'utf8'), 'mine')
  })

  test('an entity that there is not', async () => {
    await refusal(exportPlace(place, { only: ['Thng'] }), /no entity Thng Did you mean Thing\?/)
  })

  test('a folder that is none, cut off, changed, or in another form', async () => {
    await refusal(loadPlace(place, newFolder()), /has no manifest.json/)
    const { folder } = await exportPlace(place)
    appendFileSync(join(folder, 'entities/Tag.jsonl'), '\n')
    await refusal(loadPlace(place, folder), /Tag.jsonl is not what the export wrote/)
    const { totals } = await loadPlace(place, folder, true)
    assert.equal(
      totals.every(({ written }) => written === 0),
      true,
    )
    const csv = await exportPlace(place, { format: 'csv' })
    await refusal(loadPlace(place, csv.folder), /holds csv, and load takes jsonl.*cambium import/)
  })

  test('an export of another model, by what it has not', async () => {
    const models = { ...everythingModels }
    delete models['src/visits/visit.model.ts']
    delete models['src/stays/stay.model.ts']
    const tag = 'src/tags/tag.model.ts'
    models[tag] = (models[tag] ?? '').replace(/ {4}over: .*\n/, '')
    const other = await newPlace((await transferProject(models)).app)
    const { folder } = await exportPlace(place)
    await refusal(loadPlace(other, folder), /this one has no .*Tag\.overId.*Visit.*Stay/s)
  })
})
