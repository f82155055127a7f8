import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import fc from 'fast-check'
import {
  type Columns,
  columns,
  type Database,
  json,
  raw,
  sql,
  string,
  values,
} from '../../database/index.ts'
import { databases } from '../fixture/index.ts'
import type { Resource } from '../resource.ts'
import { placeToSql } from './place-to-sql.ts'
import type { Box, Nearness, Place } from './places.ts'

interface Spot {
  id: string
  at: Place | null
}

// As a plan renders them.
const tables: { [dialect: string]: string[] } = {
  sqlite: [
    `create table "spots" ("id" text primary key, "at" text) strict`,
    `create table "boxes_rows" ("row" integer primary key, "id" text not null unique) strict`,
    'create virtual table "boxes" using rtree(number, minLat, maxLat, minLng, maxLng)',
    `create trigger "boxes_insert" after insert on "spots" begin
      insert into "boxes_rows" ("id") values (new."id");
      insert into "boxes" (number, minLat, maxLat, minLng, maxLng)
        select (select "row" from "boxes_rows" where "id" = new."id"),
          new."at" ->> 'lat', new."at" ->> 'lat', new."at" ->> 'lng', new."at" ->> 'lng' where new."at" is not null;
    end`,
  ],
  postgres: [
    `create table "spots" ("id" text collate "C" primary key, "at" jsonb)`,
    `create index "boxes" on "spots"
      ((("at" ->> 'lat')::double precision), (("at" ->> 'lng')::double precision))`,
  ],
}

const spotColumns: Columns<Spot> = columns('spots', { id: string('id'), at: json('at') })
const spots = (index: string | null): Resource =>
  ({ columns: spotColumns, table: 'spots', points: { at: { index } } }) as unknown as Resource

const degrees = (limit: number) =>
  fc.integer({ min: -limit * 1e6, max: limit * 1e6 }).map((micro) => micro / 1e6)
const random = fc.sample(fc.noBias(fc.record({ lat: degrees(90), lng: degrees(180) })), {
  numRuns: 300,
  seed: 7,
})
const edges: Place[] = [-90, -89.999, 0, 45, 89.999, 90].flatMap((lat) =>
  [-180, -179.999, 0, 179.999, 180].map((lng) => ({ lat, lng })),
)
const places = [...edges, ...random].map(({ lat, lng }) => ({ lat, lng }))

/** The distance in metres by the angle between two vectors, another way than the SQL goes. */
function distance(a: Place, b: Place): number {
  const vector = ({ lat, lng }: Place): [number, number, number] => {
    const [phi, lambda] = [(lat * Math.PI) / 180, (lng * Math.PI) / 180]
    return [Math.cos(phi) * Math.cos(lambda), Math.cos(phi) * Math.sin(lambda), Math.sin(phi)]
  }
  const [x1, y1, z1] = vector(a)
  const [x2, y2, z2] = vector(b)
  const cross = Math.hypot(y1 * z2 - z1 * y2, z1 * x2 - x1 * z2, x1 * y2 - y1 * x2)
  return 6_371_008.8 * Math.atan2(cross, x1 * x2 + y1 * y2 + z1 * z2)
}

const answers = new Map<string, Map<string, string>>()

for (const { name, open } of databases) {
  describe(`places on ${name}`, () => {
    let database: Database
    const given = new Map<string, string>()
    answers.set(name, given)

    before(async () => {
      database = await open()
      for (const statement of tables[database.dialect] ?? []) await database.run(raw(statement))
      for (const [index, at] of [...places, null].entries()) {
        const spot = { id: `p${String(index).padStart(4, '0')}`, at }
        await database.run(sql`insert into "spots" ${values(spotColumns, spot)}`)
      }
    })
    after(() => database.close())

    async function found(operator: 'near' | 'within', value: unknown): Promise<Place[]> {
      const lists = []
      for (const index of ['boxes', null]) {
        const condition = placeToSql(spots(index), 'at', { operator, value })
        const query = sql`select ${spotColumns} from "spots" where ${condition} order by "id"`
        lists.push(await database.all<Spot>(query))
      }
      assert.deepEqual(lists[0], lists[1], 'the index finds what a scan finds')
      given.set(JSON.stringify([operator, value]), (lists[0] ?? []).map(({ id }) => id).join(' '))
      return (lists[0] ?? []).flatMap(({ at }) => (at === null ? [] : [{ ...at }]))
    }

    const near: Nearness[] = [
      { lat: 0, lng: 180, metres: 500 },
      { lat: 0, lng: -180, metres: 2_000_000 },
      { lat: 89.9999, lng: 12, metres: 50_000 },
      { lat: -90, lng: 0, metres: 200 },
      { lat: 60, lng: 179.5, metres: 300_000 },
      { lat: 46.5, lng: 7.4, metres: 0 },
      { lat: 45, lng: 0, metres: 10_100_000 },
      { lat: 12, lng: -70, metres: 20_100_000 },
      ...random.slice(0, 40).map((place, index) => ({ ...place, metres: 10 ** (2 + index / 8) })),
    ]
    test('near finds exactly what is near enough, over the date line and the poles too', async () => {
      for (const wanted of near) {
        const expected = places.filter((place) => distance(place, wanted) <= wanted.metres + 1e-6)
        assert.deepEqual(await found('near', wanted), expected, JSON.stringify(wanted))
      }
    })

    test('within finds what is in the box, over the date line and on its edges', async () => {
      const boxes: [Box, (place: Place) => boolean][] = [
        [
          { south: -10, west: 170, north: 10, east: -170 },
          ({ lat, lng }) => Math.abs(lat) <= 10 && Math.abs(lng) >= 170,
        ],
        [
          { south: 40, west: -5, north: 50, east: 180 },
          ({ lat, lng }) => lat >= 40 && lat <= 50 && (lng >= -5 || lng === -180),
        ],
        [
          { south: 80, west: 10, north: 90, east: 20 },
          ({ lat, lng }) => lat === 90 || (lat >= 80 && lng >= 10 && lng <= 20),
        ],
        [{ south: -90, west: -180, north: 90, east: 180 }, () => true],
        [{ south: 0, west: 0, north: 0, east: 0 }, ({ lat, lng }) => lat === 0 && lng === 0],
      ]
      for (const [wanted, isIn] of boxes) {
        assert.deepEqual(await found('within', wanted), places.filter(isIn), JSON.stringify(wanted))
      }
    })

    test('gives the same records as the other databases', () => {
      for (const [query, ids] of answers.values().next().value ?? []) {
        assert.equal(given.get(query), ids, query)
      }
    })

    test('refuses what is no place, no distance or no box', () => {
      const refused: ['near' | 'within', unknown][] = [
        ['near', { lat: 91, lng: 0, metres: 1 }],
        ['near', { lat: 0, lng: 181, metres: 1 }],
        ['near', { lat: 0, lng: 0, metres: -1 }],
        ['near', { lat: 0, lng: 0, metres: 1e9 }],
        ['near', { lat: Number.NaN, lng: 0, metres: 1 }],
        ['near', 'here'],
        ['within', null],
        ['within', { south: 2, west: 0, north: 1, east: 1 }],
        ['within', { south: 0, west: 0, north: 91, east: 1 }],
      ]
      for (const [operator, value] of refused) {
        assert.throws(() => placeToSql(spots(null), 'at', { operator, value }), {
          code: 'bad_request',
        })
      }
    })
  })
}
