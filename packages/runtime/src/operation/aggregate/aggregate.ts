import { allOf } from '../../access/index.ts'
import {
  type Column,
  columns,
  computed,
  everyRow,
  identifier,
  join,
  nothing,
  type Sql,
  sql,
} from '../../database/index.ts'
import type { Context } from '../context.ts'
import { filterToSql, liveRows } from '../filter/index.ts'
import type { AnyRecord } from '../list-query.ts'
import { narrowConditions } from '../narrow-query.ts'
import { readableField } from '../readable-field.ts'
import { reader } from '../reader.ts'
import { badQuery } from '../refusal.ts'
import type { Resource } from '../resource.ts'
import { checkMatches, costlyFilter, withRowLimit } from '../row-limit/index.ts'
import { searchToSql } from '../search/index.ts'
import { visibleRows } from '../visible-rows.ts'
import type { Aggregate, AggregateQuery } from './aggregate-query.ts'
import { type GroupKey, groupKey } from './group-key.ts'
import { addMeasure, type Measure, measureColumns, measuredKinds, readMeasure } from './measures.ts'

const measures: readonly Measure[] = ['sum', 'avg', 'min', 'max']
const maxMeasures = 20
const maxKeys = 3
const maxGroups = 1000

/**
 * Counts and adds up the records the caller may read, in groups or all together. Every field named needs its read rule
 * on every record, as for sorting. Groups come in the order of their keys, nothing before something; more than 1,000
 * are refused with 400. What `before` hooks on `list` narrow is narrowed here too.
 */
export async function aggregate<Record extends object>(
  context: Context,
  resource: Resource<Record>,
  query: AggregateQuery<NoInfer<Record>>,
): Promise<Aggregate[]> {
  const erased = resource as unknown as Resource
  const wanted = await narrowConditions(context, erased, query as AggregateQuery)
  return withRowLimit(context, erased, {
    where: wanted.where,
    refusal: (rows) => costlyFilter(erased, wanted, rows),
    work: (limited) => addUp(limited, erased, wanted),
  })
}

async function addUp(
  context: Context,
  erased: Resource,
  wanted: AggregateQuery,
): Promise<Aggregate[]> {
  const keys = keysOf(context, erased, wanted)
  const measured = measuredOf(context, erased, wanted)
  const isCounted = wanted.count === true || measured.length === 0
  const visible = allOf(context.visits?.visited ?? true, visibleRows(context, erased))
  const filter = allOf(
    filterToSql(context, erased, wanted.where ?? {}),
    wanted.q === undefined || searchToSql(context, erased, wanted.q).matches,
  )
  await checkMatches(context, erased, {
    parts: { visible, filter, order: nothing, limit: nothing },
    refusal: (rows) => costlyFilter(erased, wanted, rows),
  })
  const spec: { [name: string]: Column } = {}
  for (const { key, column } of keys) spec[`group ${key}`] = column
  spec.count = computed('integer', sql`count(*)`)
  for (const { measure, field } of measured)
    Object.assign(spec, measureColumns(erased, measure, field))
  const rows = await reader(context).all<AnyRecord>(sql`
    select ${columns<AnyRecord>(erased.table, spec)}
    from ${identifier(erased.table)}
    where ${allOf(liveRows(erased), visible, filter)}
    ${grouping(keys)}
    limit ${maxGroups + 1}
  `)
  if (rows.length > maxGroups) {
    throw badQuery('groupBy', `More than ${maxGroups} groups: filter, or group by less`)
  }
  return rows.map((row) => readRow(erased, row, { keys, measured, isCounted }))
}

interface Measured {
  readonly measure: Measure
  readonly field: string
}

function keysOf(
  context: Context,
  resource: Resource,
  { groupBy = [] }: AggregateQuery,
): GroupKey[] {
  if (groupBy.length > maxKeys) {
    throw badQuery('groupBy', `Records may be grouped by at most ${maxKeys} fields`)
  }
  return [...new Set(groupBy)].map((wanted) => {
    const key = groupKey(resource, wanted)
    checkOpen(context, resource, { at: 'groupBy', field: key.field })
    return key
  })
}

function measuredOf(context: Context, resource: Resource, query: AggregateQuery): Measured[] {
  const found = measures.flatMap((measure) =>
    // In one order, so that one statement serves every order of asking.
    [...new Set(query[measure])].sort().map((field) => ({ measure, field })),
  )
  if (found.length > maxMeasures) {
    throw badQuery('sum', `At most ${maxMeasures} values may be worked out at once`)
  }
  for (const { measure, field } of found) {
    const type = resource.columns.has(field) ? resource.columns.typeOf(field) : undefined
    if (!type || !measuredKinds[measure].includes(type)) {
      throw badQuery(measure, `A ${resource.words} has no ${measure} of "${field}"`)
    }
    checkOpen(context, resource, { at: measure, field })
  }
  return found
}

/** A field that never leaves looks like one that does not exist; one that is readable on some records is refused. */
function checkOpen(
  context: Context,
  resource: Resource,
  { at, field }: { at: string; field: string },
): void {
  const schema = resource.fields[field]
  if (context.outward && (schema?.hidden || schema?.writeOnly)) {
    throw badQuery(at, `A ${resource.words} has no field "${field}"`)
  }
  if (readableField(context, resource, field) !== everyRow) {
    throw badQuery(at, `You may not aggregate by "${field}"`)
  }
}

function grouping(keys: readonly GroupKey[]): Sql {
  if (keys.length === 0) return nothing
  const values = keys.map(({ expression }) => expression)
  const order = values.map((value) => sql`${value} asc nulls first`)
  return sql`group by ${join(values, ', ')} order by ${join(order, ', ')}`
}

function readRow(
  resource: Resource,
  row: AnyRecord,
  {
    keys,
    measured,
    isCounted,
  }: { keys: readonly GroupKey[]; measured: readonly Measured[]; isCounted: boolean },
): Aggregate {
  const found: Aggregate = {}
  if (keys.length > 0) {
    found.group = Object.fromEntries(keys.map(({ key }) => [key, row[`group ${key}`]]))
  }
  if (isCounted) found.count = Number(row.count)
  for (const one of measured) addMeasure(found, one, readMeasure(resource, one, row))
  return found
}
