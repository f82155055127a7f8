import type { Resource } from '../../operation/index.ts'
import { type CollectedGroup, emptyGroup } from './collect-where.ts'
import type { Parameter } from './parameters.ts'
import type { QueryProblems } from './query-problems.ts'
import { filterableFields } from './queryable-fields.ts'
import { readValue } from './read-value.ts'

const maxGroupDepth = 5
const maxGroups = 20

/** What reading a filter needs beside the parameter. */
export interface ReadingFilter {
  readonly resource: Resource
  /** The resource of another entity, for conditions on related records. */
  readonly resourceOf: (entity: string) => Resource
  readonly problems: QueryProblems
}

/** True for what is read as a condition: the name of a field, of a group, or of a field of a related record. */
export function isFilter(resource: Resource, { name, keys }: Parameter): boolean {
  if (filterableFields(resource).has(name)) return true
  const leadsOn = isGroup(resource, name) || isRelation(resource, name)
  return (leadsOn && keys.length > 0) || name.includes('.')
}

/**
 * Reads `field=value`, `field[operator]=value`, `relation.field[operator]=value`, `relation[field][operator]=value`,
 * `not[...]`, `or[0][...]` and `and[0][...]` into the group; what is wrong with it becomes a problem.
 */
export function readFilter(
  reading: ReadingFilter,
  parameter: Parameter,
  group: CollectedGroup,
): void {
  const place = placeOf(
    reading,
    { ...parameter, names: [parameter.name, ...parameter.keys] },
    group,
  )
  if (place !== undefined)
    readCondition(place.resource, { ...parameter, ...place }, reading.problems)
}

/** Where one condition belongs: its resource, its field, what is left of the brackets, and the group it joins. */
interface Place {
  readonly resource: Resource
  readonly name: string
  readonly keys: readonly string[]
  readonly group: CollectedGroup
}

interface Walk {
  readonly path: string
  readonly names: readonly string[]
}

function placeOf(reading: ReadingFilter, walk: Walk, start: CollectedGroup): Place | undefined {
  const { resource, problems } = reading
  const { path } = walk
  let group = start
  let names = walk.names
  for (let depth = 0; isGroup(resource, names[0] ?? ''); depth++) {
    if (depth >= maxGroupDepth) {
      problems.add(path, 'too_deep', `"${path}" is nested deeper than ${maxGroupDepth} groups`)
      return undefined
    }
    const next = stepInto(group, { path, names }, problems)
    if (next === undefined) return undefined
    group = next.group
    names = next.names
  }
  const [name = '', ...keys] = names
  if (name.includes('.')) return relatedPlace(reading, { path, name, keys }, group)
  const [field, ...operators] = keys
  if (isRelation(resource, name) && field !== undefined) {
    return relatedPlace(reading, { path, name: `${name}.${field}`, keys: operators }, group)
  }
  const allowed = filterableFields(resource)
  if (allowed.has(name)) return { resource, name, keys, group }
  const known = [...allowed.keys()]
  problems.unknown(path, { code: 'unknown_field', wanted: name, allowed: known })
  return undefined
}

function stepInto(
  group: CollectedGroup,
  { path, names }: Walk,
  problems: QueryProblems,
): { group: CollectedGroup; names: readonly string[] } | undefined {
  const [word, first = '', ...rest] = names
  const isList = word !== 'not'
  const needed = isList ? rest.length : names.length - 1
  if ((isList && !/^\d{1,2}$/.test(first)) || Number(first) >= maxGroups || needed < 1) {
    const form = isList ? `${word}[0][field]=value, from 0 to ${maxGroups - 1}` : 'not[field]=value'
    problems.add(path, 'malformed', `"${path}" is not a condition: write ${form}`)
    return undefined
  }
  if (!isList) {
    group.not ??= emptyGroup()
    return { group: group.not, names: names.slice(1) }
  }
  const groups = word === 'or' ? group.or : group.and
  const found = groups.get(Number(first)) ?? emptyGroup()
  groups.set(Number(first), found)
  return { group: found, names: rest }
}

function relatedPlace(
  { resource, resourceOf, problems }: ReadingFilter,
  { path, name, keys }: { path: string; name: string; keys: readonly string[] },
  group: CollectedGroup,
): Place | undefined {
  const [wanted = '', field = '', ...deeper] = name.split('.')
  const relations = resource.relations ?? {}
  const relation = Object.hasOwn(relations, wanted) ? relations[wanted] : undefined
  if (relation === undefined) {
    problems.unknown(path, { code: 'unknown_relation', wanted, allowed: Object.keys(relations) })
    return undefined
  }
  if (deeper.length > 0) {
    problems.add(path, 'too_deep', `"${path}" goes further than one relation`)
    return undefined
  }
  const target = resourceOf(relation.target)
  const allowed = filterableFields(target)
  if (!allowed.has(field)) {
    const known = [...allowed.keys()]
    problems.unknown(path, { code: 'unknown_field', wanted: field, allowed: known })
    return undefined
  }
  const found = group.related.get(wanted) ?? emptyGroup()
  group.related.set(wanted, found)
  return { resource: target, name: field, keys, group: found }
}

/** A field of that name comes first. */
function isGroup(resource: Resource, name: string): boolean {
  return (name === 'and' || name === 'or' || name === 'not') && !resource.columns.has(name)
}

/** A relation is called like no field. */
function isRelation({ relations = {}, columns }: Resource, name: string): boolean {
  return Object.hasOwn(relations, name) && !columns.has(name)
}

function readCondition(
  resource: Resource,
  parameter: Parameter & Place,
  problems: QueryProblems,
): void {
  const { path, name: field, keys, group } = parameter
  const [operator = 'eq', ...deeper] = keys
  const allowed = filterableFields(resource).get(field) ?? []
  if (deeper.length > 0) {
    problems.add(path, 'malformed', `"${path}" has more than one operator`)
  } else if (!allowed.includes(operator)) {
    problems.unknown(path, { code: 'unknown_operator', wanted: operator, allowed })
  } else {
    const value = readValue(resource, { ...parameter, operator }, problems)
    if (value === undefined) return
    group.fields.set(field, { ...group.fields.get(field), [operator]: value })
  }
}

/** Says that a name is neither a parameter nor a field that may be filtered. */
export function refuseName(
  resource: Resource,
  { path, name }: Parameter,
  { parameters, problems }: { parameters: readonly string[]; problems: QueryProblems },
): void {
  const allowed = [...filterableFields(resource).keys(), ...parameters]
  problems.unknown(path, { code: 'unknown_parameter', wanted: name, allowed })
}
