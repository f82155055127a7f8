import { anyOf } from '../../access/index.ts'
import { type Fragment, identifier, join, type Sql, sql } from '../../database/index.ts'
import type { Resource } from '../resource.ts'
import {
  type Box,
  box,
  boxesAround,
  boxesWithin,
  earthRadius,
  type Nearness,
  nearness,
} from './places.ts'

/** `near` and `within` as SQL: boxes that an index serves, then the exact distance over the surface (haversine). */
export function placeToSql(
  resource: Resource,
  field: string,
  { operator, value }: { operator: 'near' | 'within'; value: unknown },
): Sql {
  if (operator === 'within') {
    const boxes = boxesWithin(box(field, value))
    return sql`(${indexed(resource, field, boxes)} and ${inBoxes(resource, field, boxes)})`
  }
  const wanted = nearness(field, value)
  const boxes = boxesAround(wanted)
  const rough = sql`${indexed(resource, field, boxes)} and ${inBoxes(resource, field, boxes)}`
  return sql`(${rough} and ${isNear(resource, field, wanted)})`
}

function isNear(resource: Resource, field: string, { lat, lng, metres }: Nearness): Sql {
  const place = partsOf(resource, field)
  const angle = Math.min(Math.PI, metres / earthRadius)
  // A hair more than the metres asked for, since both sides are rounded.
  const limit = Math.sin(angle / 2) ** 2 * (1 + 1e-12) + 1e-18
  const scale = Math.cos((lat * Math.PI) / 180)
  return sql`pow(sin(radians(${place.lat} - ${lat}) / 2), 2)
    + ${scale} * cos(radians(${place.lat})) * pow(sin(radians(${place.lng} - ${lng}) / 2), 2) <= ${limit}`
}

function inBoxes(resource: Resource, field: string, boxes: readonly Box[]): Sql {
  const place = partsOf(resource, field)
  return anyOf(
    ...boxes.map(
      ({ south, north, west, east }) =>
        sql`${place.lat} between ${south} and ${north} and ${place.lng} between ${west} and ${east}`,
    ),
  )
}

/** The candidates by the R*Tree of SQLite; PostgreSQL has its index on the numbers themselves. */
function indexed(resource: Resource, field: string, boxes: readonly Box[]): Sql {
  const index = resource.points?.[field]?.index
  const all = sql`true`
  if (typeof index !== 'string') return all
  const tree = identifier(index)
  const rows = identifier(`${index}_rows`)
  const candidates = join(
    boxes.map(
      ({ south, north, west, east }) => sql`
        select r."id" from ${tree} g join ${rows} r on r."row" = g."number"
        where g."maxLat" >= ${south} and g."minLat" <= ${north}
          and g."maxLng" >= ${west} and g."minLng" <= ${east}`,
    ),
    ' union all ',
  )
  const condition: Fragment = {
    fragment: 'places by index',
    render: (dialect) =>
      dialect === 'sqlite' ? sql`${resource.columns.expression('id')} in (${candidates})` : all,
  }
  return sql`${condition}`
}

/** The same text as that of the index in PostgreSQL. */
function partsOf(resource: Resource, field: string): { lat: Sql; lng: Sql } {
  const place = resource.columns.expression(field)
  return {
    lat: sql`cast(${place} ->> 'lat' as double precision)`,
    lng: sql`cast(${place} ->> 'lng' as double precision)`,
  }
}
