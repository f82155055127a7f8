import { allOf, anyOf } from '../../access/index.ts'
import { everyRow, type Sql } from '../../database/index.ts'
import type { Context } from '../context.ts'
import type { AnyRecord, Where } from '../list-query.ts'
import { readableField } from '../readable-field.ts'
import { badQuery } from '../refusal.ts'
import type { Resource } from '../resource.ts'
import { costOf, filterOperators, negated, serverOperators, testToSql } from './operators.ts'
import { relatedCondition } from './related-condition.ts'

const maxConditions = 50
const maxGroupDepth = 5

/** One filter while it is turned into SQL. */
export interface Filtering {
  readonly context: Context
  /** Conditions met so far, in all of the filter, by what they cost. */
  readonly seen: { conditions: number }
  /** How many groups this one stands in. */
  readonly depth: number
  /** True inside the conditions on related records. */
  readonly isRelated: boolean
}

/**
 * The conditions as SQL over the entity's table. A field whose read rule hides it from the caller on some rows matches
 * only on the others, and a related record only where the caller may read it, so that nobody can find a hidden value by
 * trying. A filter that is too large is refused with 400 before any of it runs.
 */
export function filterToSql(context: Context, resource: Resource, where: Where<AnyRecord>): Sql {
  const filtering = { context, seen: { conditions: 0 }, depth: 0, isRelated: false }
  return groupToSql(filtering, resource, where)
}

/** All conditions of a group together. */
export function groupToSql(filtering: Filtering, resource: Resource, group: unknown): Sql {
  if (typeof group !== 'object' || group === null || Array.isArray(group)) {
    throw badQuery('filter', 'A group of conditions is needed')
  }
  if (filtering.depth > maxGroupDepth) {
    throw badQuery('filter', `Conditions may be nested ${maxGroupDepth} deep at the most`)
  }
  const parts: Sql[] = []
  for (const [name, wanted] of Object.entries(group)) {
    if (wanted !== undefined) parts.push(memberToSql(filtering, resource, { name, wanted }))
  }
  return parts.length === 0 ? everyRow : allOf(...parts)
}

function memberToSql(
  filtering: Filtering,
  resource: Resource,
  member: { name: string; wanted: unknown },
): Sql {
  const { name, wanted } = member
  if (!resource.columns.has(name)) {
    const deeper = { ...filtering, depth: filtering.depth + 1 }
    if (name === 'and' || name === 'or') {
      const groups = groupsIn(name, wanted).map((group) => groupToSql(deeper, resource, group))
      return name === 'and' ? allOf(...groups) : anyOf(...groups)
    }
    if (name === 'not') return negated(groupToSql(deeper, resource, wanted))
    if (Object.hasOwn(resource.relations ?? {}, name)) {
      return relatedCondition(deeper, resource, { name, conditions: wanted, toSql: groupToSql })
    }
  }
  const conditions = operatorsIn(wanted).map(([operator, value]) =>
    condition(filtering, resource, { field: name, operator, value }),
  )
  return allOf(...conditions)
}

function groupsIn(name: string, wanted: unknown): unknown[] {
  if (!Array.isArray(wanted)) throw badQuery(name, `"${name}" needs a list of groups`)
  return wanted
}

function operatorsIn(wanted: unknown): [operator: string, value: unknown][] {
  const isOperators = typeof wanted === 'object' && wanted !== null && !Array.isArray(wanted)
  if (!isOperators) return [['eq', wanted]]
  return Object.entries(wanted).filter(([, value]) => value !== undefined)
}

function condition(
  { context, seen }: Filtering,
  resource: Resource,
  { field, operator, value }: { field: string; operator: string; value: unknown },
): Sql {
  seen.conditions += costOf(operator)
  if (seen.conditions > maxConditions) {
    const message = `A filter may have at most ${maxConditions} conditions; "contains" and "endsWith" count as ${costOf('contains')}`
    throw badQuery('filter', message)
  }
  const allowed: readonly string[] = context.outward
    ? filterOperators(resource, field)
    : serverOperators(resource, field)
  if (!allowed.includes(operator)) {
    const message =
      allowed.length === 0
        ? `"${field}" cannot be filtered`
        : `"${field}" has no operator "${operator}"; it has ${allowed.join(', ')}`
    throw badQuery(field, message)
  }
  const test = testToSql(resource, field, { operator, value })
  const readable = readableField(context, resource, field)
  return readable === everyRow ? test : allOf(test, readable)
}
