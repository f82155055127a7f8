import { allOf } from '../access/index.ts'
import {
  comparedLike,
  identifier,
  inList,
  keyIsAmong,
  noRow,
  type Sql,
  sql,
} from '../database/index.ts'
import type { Context } from './context.ts'
import { liveRows } from './filter/index.ts'
import { includable } from './includable.ts'
import { linkedRows } from './linked-rows.ts'
import type { AnyRecord, RecordQuery } from './list-query.ts'
import { maskRecords } from './mask-records.ts'
import { orderToSql, sortKeys } from './order.ts'
import { checkFields, pickFields } from './pick-fields.ts'
import { readableField } from './readable-field.ts'
import { reader } from './reader.ts'
import { badQuery } from './refusal.ts'
import type { ManyToMany, Relation, Resource } from './resource.ts'
import { visibleRelated } from './visible-rows.ts'

/** What to include: by the name of the relation. */
export interface IncludeTree {
  readonly [relation: string]: IncludeBranch
}

/** What to include of the records of one relation. */
interface IncludeBranch {
  /** The only fields wanted. */
  fields?: readonly string[]
  readonly further: { [relation: string]: IncludeBranch }
}

const maxDepth = 3
const maxRelations = 10
/** Related records a single level may bring. */
const maxRelated = 5000
/** Related records one answer may hold in all, one that stands in it many times counted each time. */
const maxAnswered = 10_000

/**
 * Parses `['project', 'project.lead']` and the fields wanted of them; a relation or field that is unknown and relations
 * nested too deeply are refused with 400.
 */
export function parseInclude(
  context: Context,
  resource: Resource,
  { include, relatedFields }: Pick<RecordQuery, 'include' | 'relatedFields'>,
): IncludeTree {
  const tree: { [relation: string]: IncludeBranch } = {}
  for (const path of include ?? []) {
    const names = path.split('.')
    if (names.length > maxDepth)
      throw badQuery('include', `"${path}" is nested deeper than ${maxDepth}`)
    let level = tree
    let at = resource
    for (const [index, name] of names.entries()) {
      at = targetOf(context, at, name)
      const branch = level[name] ?? { further: {} }
      level[name] = branch
      level = branch.further
      if (index < names.length - 1) continue
      const fields = Object.hasOwn(relatedFields ?? {}, path) ? relatedFields?.[path] : undefined
      checkFields(at, context.outward ? fields : undefined)
      if (fields) branch.fields = fields
    }
  }
  for (const path of Object.keys(relatedFields ?? {})) {
    if (include?.includes(path)) continue
    throw badQuery('fields', `Fields of "${path}" are wanted, which is not included`)
  }
  if (countRelations(tree) > maxRelations) {
    throw badQuery('include', `At most ${maxRelations} relations may be included`)
  }
  return tree
}

function targetOf(context: Context, resource: Resource, name: string): Resource {
  const known = includable(context, resource)
  const relation = known.includes(name) ? resource.relations?.[name] : undefined
  if (!relation) {
    const words = known.join(', ') || 'none'
    throw badQuery('include', `A ${resource.words} has no relation "${name}"; it has ${words}`)
  }
  return context.services.registry.get(relation.target).resource
}

function countRelations(tree: IncludeTree): number {
  return Object.values(tree).reduce((sum, { further }) => sum + 1 + countRelations(further), 0)
}

/** What is to be included, and how much of the answer is left for it. */
interface Including {
  readonly records: AnyRecord[]
  readonly tree: IncludeTree
  /** How often each record stands in the answer: once where it is not named. */
  readonly copies?: ReadonlyMap<AnyRecord, number>
  readonly budget?: { left: number }
}

/**
 * Puts related records into the given ones: one statement a relation, whatever the number of records. Related records
 * obey their own rules, so what the caller may not read is `null` or left out of the list. More than 5,000 of one
 * relation, or 10,000 in the whole answer, are refused with 400.
 */
export async function includeRelations(
  context: Context,
  resource: Resource,
  { records, tree, copies = new Map(), budget = { left: maxAnswered } }: Including,
): Promise<void> {
  for (const [name, branch] of Object.entries(tree)) {
    const relation = resource.relations?.[name]
    if (!relation || records.length === 0) continue
    const target = context.services.registry.get(relation.target).resource
    const related = await loadRelated(context, { resource, relation, target, records })
    const all = [...related.values()].flat()
    const masked = await maskRecords(context, target, all)
    const places = new Map(all.map((record, index) => [record, index]))
    const placesOf = (record: AnyRecord): number[] =>
      (related.get(parentKey(relation, record)) ?? []).map((one) => places.get(one) ?? 0)
    const counts = new Map<AnyRecord, number>()
    for (const record of records) {
      const times = copies.get(record) ?? 1
      const found = placesOf(record)
      spend(budget, times * found.length)
      for (const place of found) {
        const one = masked[place] as AnyRecord
        counts.set(one, (counts.get(one) ?? 0) + times)
      }
    }
    const { fields, further } = branch
    await includeRelations(context, target, {
      records: masked,
      tree: further,
      copies: counts,
      budget,
    })
    // Only now: relations that are included need fields that may not be wanted.
    const sent = pickFields(masked, fields, Object.keys(further))
    const isMany = relation.kind === 'many' || relation.kind === 'manyToMany'
    const lists = records.map((record) => placesOf(record).map((place) => sent[place]))
    for (const [index, record] of records.entries()) {
      record[name] = isMany ? lists[index] : (lists[index]?.[0] ?? null)
    }
  }
}

/** Relations that go round multiply: 5,000 orders of one product with its 5,000 orders are 25 million. */
function spend(budget: { left: number }, count: number): void {
  budget.left -= count
  if (budget.left >= 0) return
  const message = `More than ${maxAnswered} related records in one answer: ask for them page by page`
  throw badQuery('include', message)
}

/** A key the caller may not see is not in the record any more, and leads nowhere. */
function parentKey(relation: Relation, record: AnyRecord): unknown {
  return relation.kind === 'one' ? record[relation.key] : record.id
}

interface Loading {
  /** Whose records these are. */
  readonly resource: Resource
  readonly relation: Relation
  readonly target: Resource
  readonly records: readonly AnyRecord[]
}

/** The related records by the key of their parent. */
async function loadRelated(context: Context, loading: Loading): Promise<Map<unknown, AnyRecord[]>> {
  const { resource, relation, target, records } = loading
  const keys = [...new Set(records.map((record) => parentKey(relation, record)))].filter(
    (key) => key !== null && key !== undefined,
  )
  const visible = visibleRelated(context, target)
  if (keys.length === 0 || visible === noRow) return new Map()
  if (relation.kind === 'manyToMany')
    return loadLinked(context, { resource, relation, target, keys, visible })
  const field = relation.kind === 'one' ? 'id' : relation.key
  const found = await target.list(reader(context), {
    visible,
    filter: allOf(keyIsAmong(target.columns, keys, field), readableField(context, target, field)),
    order: orderOf(context, target),
    limit: sql`${maxRelated + 1}`,
  })
  return grouped(found, (record) => record[field])
}

async function loadLinked(
  context: Context,
  {
    resource,
    relation,
    target,
    keys,
    visible,
  }: {
    resource: Resource
    relation: ManyToMany
    target: Resource
    keys: unknown[]
    visible: Sql
  },
): Promise<Map<unknown, AnyRecord[]>> {
  const source = sql`l.${identifier(relation.source)}`
  comparedLike(source, resource.columns.expression('id'))
  const order = relation.position
    ? sql`l.${identifier(relation.position)}`
    : orderOf(context, target)
  const rows = await reader(context).all<AnyRecord>(sql`
    select ${target.columns}, ${source} as "linkedTo"
    from ${identifier(target.table)}
    join ${linksOf(context, relation)} l
      on l.${identifier(relation.other)} = ${target.columns.expression('id')}
    where ${allOf(inList(source, keys), visible, liveRows(target))}
    order by ${order}
    limit ${maxRelated + 1}
  `)
  return grouped(rows, (row) => {
    const parent = row.linkedTo
    delete row.linkedTo
    return parent
  })
}

/** A pair that is linked by several records is one link. */
function linksOf(context: Context, relation: ManyToMany): Sql {
  const { table, source, other, through } = relation
  if (through === undefined) return identifier(table)
  const known = linkedRows(context, relation)
  return sql`(
    select distinct ${identifier(source)}, ${identifier(other)} from ${identifier(table)}
    where ${known}
  )`
}

function orderOf(context: Context, target: Resource): Sql {
  return orderToSql(target, sortKeys({ ...context, unrestricted: true }, target, undefined), false)
}

function grouped(
  found: readonly AnyRecord[],
  keyOf: (record: AnyRecord) => unknown,
): Map<unknown, AnyRecord[]> {
  if (found.length > maxRelated) {
    throw badQuery('include', `More than ${maxRelated} related records: ask for them page by page`)
  }
  const groups = new Map<unknown, AnyRecord[]>()
  for (const record of found) {
    const key = keyOf(record)
    const group = groups.get(key)
    if (group) group.push(record)
    else groups.set(key, [record])
  }
  return groups
}
