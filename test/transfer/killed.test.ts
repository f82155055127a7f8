import assert from 'node:assert/strict'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { before, describe, test } from 'node:test'
import { createCipher, type Database, openServer, openSqlite, sql } from '@cambium/runtime/database'
import { readTestServer } from '../../packages/runtime/src/config/index.ts'
import { createLoad } from '../../packages/runtime/src/transfer/index.ts'
import { everythingModels } from './fixture/everything-models.ts'
import { killProgram, type Program, runProgram, speakLoad } from './fixture/transfer-process.ts'
import {
  exportPlace,
  newFolder,
  openPlace,
  type TransferProject,
  transferProject,
} from './fixture/transfer-project.ts'

const key = 'a key for tests, of forty characters ...'
const thingCount = 6_000

let project: TransferProject
before(async () => {
  project = await transferProject(everythingModels)
})

interface Home {
  readonly program: Program
  open(): Promise<Database>
}

/** A database of its own for one test, with its tables. */
async function newHome(kind: 'sqlite' | 'postgres'): Promise<Home> {
  const cipher = createCipher(key)
  const server = readTestServer() ?? ''
  const path = join(newFolder(), 'app.db')
  const schema = `kill_${process.pid}_${Math.random().toString(36).slice(2)}`
  const url = `${server}${server.includes('?') ? '&' : '?'}options=-c%20search_path%3D${schema}`
  const open = async (): Promise<Database> =>
    kind === 'sqlite' ? openSqlite({ path, cipher }) : openServer({ url, cipher })
  if (kind === 'postgres') {
    const plain = await openServer({ url: server })
    await plain.script(`create schema ${schema}`)
    await plain.close()
  }
  const made = await open()
  await openPlace(project.app, made)
  await made.close()
  const env = {
    DATABASE_URL: kind === 'sqlite' ? `file:${path}` : url,
    STORAGE_URL: `file:${newFolder()}`,
    ENCRYPTION_KEY: key,
  }
  return { open, program: { folder: project.folder, env } }
}

const idOf = (index: number): string => `01990000-0000-7000-8000-${String(index).padStart(12, '0')}`

/** Every second one refers to a record that comes much later. */
const thing = (index: number) => ({
  id: idOf(index),
  name: `Thing ${index}`,
  parentId: index % 2 === 0 ? idOf(thingCount - 1 - index) : null,
  note: `secret ${index}`,
})

const things = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => thing(from + index))

/** An export to be loaded. */
async function largeExport(): Promise<string> {
  const home = await newHome('sqlite')
  const database = await home.open()
  const { registry, accounts } = project.app
  const rejectedPath = join(newFolder(), 'rejected.jsonl')
  const load = await createLoad({ database, registry, accounts, name: 'fill', rejectedPath })
  for (let from = 0; from < thingCount; from += 1_000) {
    await load.write({ entity: 'Thing', position: from, rows: things(from, 1_000) })
  }
  const tags = Array.from({ length: 500 }, (_, index) => ({ id: index + 1, word: `w${index}` }))
  await load.write({ entity: 'Tag', position: 1, rows: tags })
  const links = things(0, 900).map(({ id }, index) => ({ source: id, target: (index % 500) + 1 }))
  await load.write({ links: 'Thing.tags', position: 1, rows: links })
  const { dangling } = await load.end()
  assert.deepEqual(dangling, [])
  const place = await openPlace(project.app, database)
  const { folder } = await exportPlace(place)
  await database.close()
  return folder
}

const compared = ['entities/Thing', 'entities/Tag', 'links/Thing.tags'] as const

async function assertAllThere(home: Home, folder: string): Promise<void> {
  const database = await home.open()
  const place = await openPlace(project.app, database)
  const again = await exportPlace(place)
  for (const name of compared) {
    const [one, other] = [folder, again.folder].map((path) =>
      readFileSync(join(path, `${name}.jsonl`), 'utf8'),
    )
    assert.equal(other === one, true, `${name} is the same`)
  }
  assert.equal(await database.count(sql`select count(*) from "cambium_load_waiting"`), 0)
  await database.close()
}

const kinds =
  readTestServer() === undefined ? (['sqlite'] as const) : (['sqlite', 'postgres'] as const)

for (const kind of kinds) {
  describe(`killed on ${kind}`, () => {
    test('a load goes on, and everything is there once', async () => {
      const folder = await largeExport()
      const home = await newHome(kind)
      const args = ['load', folder, '--rejected', join(newFolder(), 'rejected.jsonl')]
      let kills = 0
      for (let tries = 0; tries < 12; tries++) {
        const { code, err } = await killProgram(home.program, {
          args,
          // Ever later: where the machine is fast the first of them still come before the end.
          afterMs: 200 + Math.random() * 150 * (tries + 1),
        })
        assert.ok(code === null || code === 0, err)
        if (code === 0) break
        kills++
      }
      const { code, err } = await runProgram(home.program, ...args)
      assert.equal(code, 0, err)
      assert.ok(kills > 0, 'some were killed')
      await assertAllThere(home, folder)
    })

    test('an export leaves nothing under its name, and the next one is whole', async () => {
      const folder = await largeExport()
      const home = await newHome(kind)
      await runProgram(home.program, 'load', folder)
      const to = join(newFolder(), 'export')
      for (let tries = 0; tries < 5; tries++) {
        const args = ['export', '--to', to, '--with-secrets', '--with-accounts']
        const { code } = await killProgram(home.program, {
          args,
          afterMs: 200 + Math.random() * 500,
        })
        // One that had all in place, and was ending, has its name.
        if (code === 0 || existsSync(join(to, 'manifest.json'))) break
        assert.ok(!existsSync(to), 'nothing has the name yet')
      }
      const { code, err } = await runProgram(
        home.program,
        ...['export', '--to', to, '--with-secrets', '--with-accounts'],
      )
      assert.ok(code === 0 || /is not empty/.test(err), err)
      for (const name of compared) {
        const [one, other] = [folder, to].map((path) =>
          readFileSync(join(path, `${name}.jsonl`), 'utf8'),
        )
        assert.equal(other === one, true, `${name} is the same`)
      }
    })

    test('a program that sends rows is told where it stood, and no rejected row is lost or told twice', async () => {
      const home = await newHome(kind)
      const rejected = join(newFolder(), 'rejected.jsonl')
      const batches = Array.from({ length: 12 }, (_, index) => ({
        batch: {
          entity: 'Thing',
          position: { batch: index },
          rows: [...things(index * 100, 100), { id: idOf(900_000 + index), name: '' }],
        },
      }))
      let kills = 0
      for (;;) {
        const load = speakLoad(home.program, '--name', 'trial', '--rejected', rejected)
        const ready = (await load.next()) as unknown as {
          ready: { order: { entity?: string; position: { batch: number } | null }[] }
        }
        const stood = ready.ready.order.find(({ entity }) => entity === 'Thing')?.position
        const rest = batches.slice((stood?.batch ?? -1) + 1)
        load.send(...rest.slice(0, 3))
        if (rest.length > 3) {
          for (let answers = Math.floor(Math.random() * 3); answers > 0; answers--)
            await load.next()
          kills++
          await load.kill()
          continue
        }
        load.send({ finished: { entity: 'Thing' } }, { end: true })
        const { code, err } = await load.ended
        assert.equal(code, 0, err)
        break
      }
      assert.ok(kills >= 3)
      const database = await home.open()
      assert.equal(await database.count(sql`select count(*) from "things"`), 1_200)
      const parents = sql`select count(*) from "things" where "parent_id" is not null`
      assert.equal(await database.count(parents), 0, 'the parents never came')
      await database.close()
      const lines = readFileSync(rejected, 'utf8').trim().split('\n')
      const names = lines.map((line) => JSON.parse(line).row.id as string)
      assert.equal(new Set(names).size, names.length, 'none twice')
      assert.equal(names.filter((id) => id >= idOf(900_000)).length, 12)
      assert.equal(names.length, 12 + 600, 'and every parent that never came')
    })
  })
}
