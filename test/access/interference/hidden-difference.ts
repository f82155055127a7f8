import type { Random } from '../../../packages/generator/src/rules/fuzz/index.ts'
import { createGraph, type Situation } from '../oracle/index.ts'
import { withoutRow, withRow } from '../oracle/tables.ts'
import { idOf, type Row, type Rows, randomRow, type Shape } from '../world/index.ts'
import { viewOf } from './view.ts'

/** Another database, of which this caller sees the same. */
export interface HiddenDifference {
  readonly rows: Rows
  /** How many changes there are that the caller may not see, by their kind. */
  readonly changes: { readonly [kind: string]: number }
}

/** Whether every key leads to a row. */
function isWhole(shape: Shape, { tables }: Rows): boolean {
  const ids = new Map(
    shape.entities.map(({ name }) => [name, new Set(tables[name]?.map(({ id }) => id))]),
  )
  return shape.entities.every(({ name, references }) =>
    references.every(({ key, target }) =>
      (tables[name] ?? []).every(
        (row) => row[key] === null || ids.get(target)?.has(row[key] ?? null),
      ),
    ),
  )
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
  switch (random.below(6)) {
    case 0:
      return { kind: 'added', rows: withRow(rows, entity.name, randomRow(entity, number, random)) }
    case 1: {
      const id = table.length > 0 ? (random.pick(table).id ?? null) : null
      return { kind: 'removed', rows: withoutRow(shape, rows, { entity: entity.name, id }) }
    }
    case 2:
      return proposeLink(shape, proposing)
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
  const other = randomRow(entity, number, random)
  const names = Object.keys(other).filter((field) => field !== 'id')
  const some = [random.pick(names), random.pick(names)]
  const changed: Row = {
    ...row,
    ...Object.fromEntries(some.map((field) => [field, other[field] ?? null])),
  }
  return { kind: 'changed', rows: withRow(rows, name, changed) }
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
