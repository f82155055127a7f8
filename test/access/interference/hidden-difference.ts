import { isDeepStrictEqual } from 'node:util'
import type { Random } from '../../../packages/generator/src/rules/fuzz/index.ts'
import { createGraph, type Situation } from '../oracle/index.ts'
import { withoutRow, withRow } from '../oracle/tables.ts'
import {
  idOf,
  type Row,
  type Rows,
  randomRow,
  randomSubject,
  type Shape,
  type Value,
} from '../world/index.ts'
import { viewOf } from './view.ts'

/** Another database, of which this caller sees the same. */
export interface HiddenDifference {
  readonly rows: Rows
  /** How many changes there are that the caller may not see, by their kind. */
  readonly changes: { readonly [kind: string]: number }
}

/** Whether every key leads to a row. */
function isWhole(shape: Shape, { tables, links }: Rows): boolean {
  const ids = new Map(
    shape.entities.map(({ name }) => [name, new Set(tables[name]?.map(({ id }) => id))]),
  )
  const areThere = shape.entities.every(({ name, references }) =>
    references.every(({ key, target }) =>
      (tables[name] ?? []).every(
        (row) => row[key] === null || ids.get(target)?.has(row[key] ?? null),
      ),
    ),
  )
  return areThere && isWalled(shape, tables, links) && isUnique(shape, tables)
}

function isUnique({ entities }: Shape, tables: Rows['tables']): boolean {
  return entities.every(({ name, fields }) =>
    fields.every((field) => {
      const values = (tables[name] ?? []).map((row) => `${row.tenantId} ${row[field.name]}`)
      return field.unique !== true || new Set(values).size === values.length
    }),
  )
}

/** Whether nothing of a tenant leads to what is another's. */
function isWalled(shape: Shape, tables: Rows['tables'], links: Rows['links']): boolean {
  const whose = new Map(
    Object.values(tables).flatMap((rows) => rows.map(({ id, tenantId }) => [id, tenantId])),
  )
  const isSame = (one: Value | undefined, other: Value | undefined): boolean => {
    const [left, right] = [whose.get(one ?? null), whose.get(other ?? null)]
    return left === undefined || right === undefined || left === right
  }
  const areKeys = shape.entities.every(({ name, references }) =>
    references.every(({ key }) => (tables[name] ?? []).every((row) => isSame(row.id, row[key]))),
  )
  return areKeys && Object.values(links).every((pairs) => pairs.every(([a, b]) => isSame(a, b)))
}

interface Proposal {
  readonly kind: string
  readonly rows: Rows | null
}

/** Tries that many changes, and keeps those that the caller may not see. */
export function hiddenDifference(
  situation: Situation,
  { random, attempts }: { random: Random; attempts: number },
): HiddenDifference {
  const { graph } = situation
  const { shape } = graph
  const view = viewOf(situation)
  const changes: { [kind: string]: number } = {}
  let { rows } = graph
  for (let attempt = 0; attempt < attempts; attempt += 1) {
    const { kind, rows: changed } = propose(shape, { rows, random, number: 100 + attempt })
    if (changed === null || !isWhole(shape, changed)) continue
    if (viewOf({ ...situation, graph: createGraph(shape, changed) }) !== view) continue
    rows = changed
    changes[kind] = (changes[kind] ?? 0) + 1
  }
  return { rows, changes }
}

interface Proposing {
  readonly rows: Rows
  readonly random: Random
  /** Of the row that may be added. */
  readonly number: number
}

function propose(shape: Shape, proposing: Proposing): Proposal {
  const { random, rows, number } = proposing
  const entity = random.pick(shape.entities)
  const table = rows.tables[entity.name] ?? []
  switch (random.below(8)) {
    case 0: {
      const row = randomRow(entity, { shape, number, random })
      return { kind: 'added', rows: withRow(rows, entity.name, row) }
    }
    case 1: {
      const id = table.length > 0 ? (random.pick(table).id ?? null) : null
      return { kind: 'removed', rows: withoutRow(shape, rows, { entity: entity.name, id }) }
    }
    case 2:
      return proposeLink(shape, proposing)
    case 3:
      return proposeGrant(shape, proposing)
    case 4:
      return proposeEvent(proposing)
    default:
      return table.length === 0
        ? { kind: 'changed', rows: null }
        : proposeValues(shape, { ...proposing, entity: entity.name, row: random.pick(table) })
  }
}

/** One or two other values in a row; what is unique stays so. */
function proposeValues(
  shape: Shape,
  { rows, random, number, entity: name, row }: Proposing & { entity: string; row: Row },
): Proposal {
  const entity = shape.entities.find((one) => one.name === name)
  if (entity === undefined) return { kind: 'changed', rows: null }
  const other = randomRow(entity, { shape, number, random })
  const names = Object.keys(other).filter((field) => field !== 'id')
  const some = [random.pick(names), random.pick(names)]
  const changed: Row = {
    ...row,
    ...Object.fromEntries(some.map((field) => [field, other[field] ?? null])),
  }
  return { kind: 'changed', rows: withRow(rows, name, changed) }
}

/** An entry of an access list more or less. */
function proposeGrant(shape: Shape, { rows, random }: Proposing): Proposal {
  const { name } = random.pick(shape.entities)
  const table = rows.tables[name] ?? []
  if (table.length === 0) return { kind: 'grants', rows: null }
  const id = String(random.pick(table).id)
  const isOfRow = (one: Rows['grants'][number]): boolean => one.entity === name && one.id === id
  if (rows.grants.some(isOfRow) && random.chance(0.5)) {
    return { kind: 'grants', rows: { ...rows, grants: rows.grants.filter((one) => !isOfRow(one)) } }
  }
  const grant = {
    entity: name,
    id,
    subject: randomSubject(random),
    right: random.pick(['read', 'write'] as const),
  }
  const isThere = rows.grants.some((one) => isDeepStrictEqual(one, grant))
  return { kind: 'grants', rows: isThere ? null : { ...rows, grants: [...rows.grants, grant] } }
}

/** Something else was done to a record, or by somebody else. */
function proposeEvent({ rows, random }: Proposing): Proposal {
  if (rows.events.length < 2) return { kind: 'history', rows: null }
  const [event, other] = [random.pick(rows.events), random.pick(rows.events)]
  const left = rows.events.filter((one) => one !== event)
  if (random.chance(0.3)) return { kind: 'history', rows: { ...rows, events: left } }
  const changed = random.chance(0.5)
    ? { ...event, actor: other.actor }
    : { ...event, changes: { ...event.changes, ...valuesOf(event.changes, other.changes) } }
  return { kind: 'history', rows: { ...rows, events: [...left, changed] } }
}

/** Other values of the same fields. */
function valuesOf(fields: Row, values: Row): Row {
  return Object.fromEntries(Object.entries(values).filter(([name]) => name in fields))
}

function proposeLink(shape: Shape, { rows, random }: Proposing): Proposal {
  const [place, pairs] = random.pick(Object.entries(rows.links))
  const [near = '', relation] = place.split('.')
  const link = shape.entities
    .find(({ name }) => name === near)
    ?.links.find((one) => one.relation === relation)
  const pair = [idOf(near, random.below(6)), idOf(link?.target ?? '', random.below(5))] as const
  const isSame = ([one, two]: readonly [string, string]): boolean =>
    one === pair[0] && two === pair[1]
  const isThere = pairs.some(isSame)
  const areRows = [near, link?.target ?? ''].every((entity, end) =>
    rows.tables[entity]?.some(({ id }) => id === pair[end]),
  )
  if (!areRows) return { kind: 'links', rows: null }
  const changed = isThere ? pairs.filter((one) => !isSame(one)) : [...pairs, pair]
  return { kind: 'links', rows: { ...rows, links: { ...rows.links, [place]: changed } } }
}
