import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import { contractDatabases } from '../contract-databases.ts'
import {
  bigint,
  boolean,
  columns,
  type Database,
  date,
  instant,
  integer,
  key,
  keyColumns,
  keyIs,
  keyIsAmong,
  raw,
  sql,
  storedAs,
  string,
  values,
  withKeys,
} from '../index.ts'
import { joinKey, splitKey } from './key-values.ts'

const types = ['string', 'integer', 'string'] as const

test('a key is read as the parts it was made of, whatever is in them', () => {
  const part = fc.string({ unit: fc.constantFrom('~', '!', 'a', ' ', '/', 'é', '\n') })
  fc.assert(
    fc.property(part, fc.integer(), part, (...parts) => {
      assert.deepEqual(splitKey(types, joinKey(parts) ?? ''), parts)
    }),
    { seed: 11 },
  )
})

test('a text is the key of no more than one record', () => {
  const text = fc.string({ unit: fc.constantFrom('~', '!', 'a', '0', '1', '-', '.'), maxLength: 8 })
  fc.assert(
    fc.property(text, (id) => {
      const parts = splitKey(['string', 'integer'], id)
      if (parts) assert.equal(joinKey(parts), id)
    }),
    { seed: 12, numRuns: 2_000 },
  )
})

test('what is no key is told so', () => {
  const texts = ['', 'a', 'a~1', 'a~1~b~c', 'a~01~b', 'a~1.0~b', 'a~9007199254740993~b', 'a~ 1~b']
  for (const id of [...texts, 'a!~1~b', '!a~1~b', 'a~1~b!', 'a\0~1~b', 'a~-0~b'])
    assert.equal(splitKey(types, id), null, id)
  for (const [type, text] of [
    ['date', '2026-02-30'],
    ['date', '2026-2-3'],
    ['instant', '2026-02-03T04:05:06Z'],
    ['bigint', '9223372036854775808'],
    ['boolean', '1'],
  ] as const)
    assert.equal(splitKey([type], text), null, text)
  assert.equal(joinKey(['a', null]), null)
})

interface Seen {
  id: string
  at: string
  place: number
}

test('a key with microseconds, which only tables of others have, is that of its row', async () => {
  const postgres = contractDatabases.find(({ dialect }) => dialect === 'postgres')
  const db = (await postgres?.open()) ?? assert.fail()
  await db.run(
    raw('create table "seen" ("at" timestamptz, "place" int, primary key ("at", "place"))'),
  )
  await db.run(
    raw(`insert into "seen" values
    ('2022-01-25 02:37:28.996577+01', 1), ('2022-01-25 01:37:28.996', 2), ('2022-01-25', 3)`),
  )
  const seen = columns<Seen>('seen', {
    id: key('at', 'place'),
    at: storedAs(instant('at'), 'timestamptz'),
    place: storedAs(integer('place'), 'int4'),
  })
  const rows = await db.all<Seen>(sql`select ${seen} from "seen" order by "place"`)
  const ids = rows.map(({ id }) => id)
  assert.deepEqual(ids, [
    '2022-01-25T01:37:28.996577Z~1',
    '2022-01-25T01:37:28.996Z~2',
    '2022-01-25T00:00:00.000Z~3',
  ])
  assert.deepEqual(
    ids,
    rows.map((row) => joinKey([row.at, row.place])),
  )
  for (const id of ids) {
    const found = await db.all<Seen>(sql`select ${seen} from "seen" where ${keyIs(seen, id)}`)
    assert.deepEqual(
      found.map((row) => row.id),
      [id],
    )
  }
  await db.close()
})

interface Reading {
  id: string
  sensor: string
  place: number
  at: string
  day: string
  isRaw: boolean
  big: string
  note: string | null
  otherId: string | null
}

const readings = columns<Reading>('readings', {
  id: key('sensor', 'place', 'at', 'day', 'isRaw', 'big'),
  sensor: string('sensor'),
  place: integer('place'),
  at: instant('at'),
  day: date('day'),
  isRaw: boolean('is_raw'),
  big: bigint('big'),
  note: string('note'),
  otherId: key('note', 'place'),
})

const table = (text: string, number: string, types: { at: string; day: string; bool: string }) =>
  raw(`create table "readings" ("sensor" ${text}, "place" ${number}, "at" ${types.at}, "day" ${types.day},
    "is_raw" ${types.bool}, "big" ${number}, "note" ${text},
    primary key ("sensor", "place", "at", "day", "is_raw", "big"))`)

const tables = {
  sqlite: table('text', 'integer', { at: 'text', day: 'text', bool: 'integer' }),
  postgres: table('text', 'bigint', { at: 'timestamptz', day: 'date', bool: 'boolean' }),
}

const first = {
  sensor: "~a!b'~",
  place: -3,
  at: '2026-01-02T03:04:05.060Z',
  day: '2024-02-29',
  isRaw: true,
  big: '9223372036854775807',
  note: null,
}
const second = { ...first, sensor: '', isRaw: false, note: 'x~y' }

for (const { name, dialect, open } of contractDatabases) {
  describe(`keys of several columns on ${name}`, () => {
    async function filled(): Promise<Database> {
      const db = await open()
      await db.run(tables[dialect])
      for (const record of [first, second])
        await db.run(sql`insert into "readings" ${values(readings, record as unknown as Reading)}`)
      return db
    }
    const find = (db: Database, where: ReturnType<typeof keyIs>): Promise<Reading[]> =>
      db.all(sql`select ${readings} from "readings" where ${where} order by "sensor"`)

    test('are read as the text that the program makes of them', async () => {
      const db = await filled()
      const rows = await find(db, sql`true`)
      assert.deepEqual(
        rows,
        [second, first].map((record) =>
          withKeys(readings, { id: '', ...record, otherId: '' } as unknown as Record<
            string,
            unknown
          >),
        ),
      )
      assert.equal(
        rows[1]?.id,
        "!~a!!b'!~~-3~2026-01-02T03:04:05.060Z~2024-02-29~true~9223372036854775807",
      )
      assert.deepEqual(
        rows.map(({ otherId }) => otherId),
        ['x!~y~-3', null],
      )
      await db.close()
    })

    test('find their rows alone, in lists of any length', async () => {
      const db = await filled()
      const ids = (await find(db, sql`true`)).map(({ id }) => id)
      for (const id of ids)
        assert.deepEqual(
          (await find(db, keyIs(readings, id))).map((row) => row.id),
          [id],
        )
      for (const id of ['', 'x', `${ids[0]}~`, ids[0]?.replace('~-3~', '~-03~')])
        assert.deepEqual(await find(db, keyIs(readings, id)), [])
      const few = [ids[0], 'nothing', null, ids[1], ids[0]]
      assert.equal((await find(db, keyIsAmong(readings, few))).length, 2)
      assert.equal((await find(db, keyIsAmong(readings, Array(700).fill(ids[1])))).length, 1)
      assert.deepEqual(await find(db, keyIsAmong(readings, ['nothing'])), [])
      assert.equal((await find(db, keyIs(readings, 'x!~y~-3', 'otherId'))).length, 1)
      const { row, list } = keyColumns(readings)
      assert.equal((await find(db, sql`${row} in (select ${list} from "readings")`)).length, 2)
      await db.close()
    })

    test('are found among as many as a request may bring', async () => {
      const db = await filled()
      const ids = (await find(db, sql`true`)).map(({ id }) => id)
      const others = Array.from({ length: 9_000 }, (_, at) => ids[0]?.replace('~-3~', `~${at}~`))
      assert.deepEqual(
        (await find(db, keyIsAmong(readings, [...others, ...ids]))).map(({ id }) => id),
        ids,
      )
      assert.deepEqual(await find(db, keyIsAmong(readings, others)), [])
      await db.close()
    })

    test('use the index of the key', async () => {
      const db = await filled()
      const [{ id } = { id: '' }] = await find(db, sql`true`)
      for (const where of [keyIs(readings, id), keyIsAmong(readings, [id, id, id])]) {
        if (dialect === 'postgres') await db.run(raw('set enable_seqscan = off'))
        const explain = dialect === 'sqlite' ? sql`explain query plan` : sql`explain`
        const plan = await db.all(sql`${explain} select "note" from "readings" where ${where}`)
        assert.match(JSON.stringify(plan), /USING INDEX|Index Scan|Index Cond/)
      }
      await db.close()
    })
  })
}
