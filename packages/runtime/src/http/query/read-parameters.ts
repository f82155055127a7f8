import type { FastifyRequest } from 'fastify'
import type { ListQuery, Resource } from '../../operation/index.ts'
import type { Parameter } from './parameters.ts'
import { createQueryProblems, type QueryProblems } from './query-problems.ts'
import { shownFields } from './queryable-fields.ts'

/** What a reader may look at beside the parameter itself. */
export interface ReadingQuery {
  readonly resource: Resource
  /** The resource of another entity, for paths through relations. */
  readonly resourceOf: (entity: string) => Resource
  readonly problems: QueryProblems
  readonly query: ListQuery
}

/** A query without anything in it, to read the parameters of a request into. */
export function startReading(request: FastifyRequest, resource: Resource): ReadingQuery {
  const { registry } = request.context.services
  return {
    resource,
    resourceOf: (entity) => registry.get(entity).resource,
    problems: createQueryProblems(),
    query: {},
  }
}

/** Puts one parameter into the query, or a problem into the problems. */
export type ParameterReader = (parameter: Parameter, reading: ReadingQuery) => void

const maxOffset = 10_000
const maxNames = 100
const maxIncludeDepth = 3

const readLimit: ParameterReader = ({ path, value }, { resource, problems, query }) => {
  const limit = wholeNumber(value)
  if (limit === undefined || limit < 1 || limit > resource.maxPageSize) {
    problems.add(path, 'invalid_value', `"limit" must be from 1 to ${resource.maxPageSize}`)
  } else query.limit = limit
}

const readAfter: ParameterReader = ({ value }, { query }) => {
  query.after = value
}

const readBefore: ParameterReader = ({ value }, { query }) => {
  query.before = value
}

const readOffset: ParameterReader = ({ path, value }, { problems, query }) => {
  const offset = wholeNumber(value)
  if (offset === undefined || offset > maxOffset) {
    const message = `"offset" must be from 0 to ${maxOffset}; use "after" to go further`
    problems.add(path, 'invalid_value', message)
  } else query.offset = offset
}

const readCount: ParameterReader = ({ path, value }, { problems, query }) => {
  if (value === 'exact' || value === 'estimate' || value === 'none') query.count = value
  else {
    const allowed = ['exact', 'estimate', 'none']
    problems.unknown(path, { code: 'unknown_value', wanted: value, allowed })
  }
}

const readSort: ParameterReader = (parameter, { resource, problems, query }) => {
  const names = namesIn(parameter, problems)
  const allowed = shownFields(resource)
  for (const name of names) {
    const wanted = name.replace(/^-/, '')
    if (!allowed.includes(wanted)) {
      problems.unknown(parameter.path, { code: 'unknown_field', wanted, allowed })
    }
  }
  query.sort = names
}

const readFields: ParameterReader = (parameter, { resource, problems, query }) => {
  const names = namesIn(parameter, problems)
  const allowed = shownFields(resource)
  for (const wanted of names) {
    if (!allowed.includes(wanted)) {
      problems.unknown(parameter.path, { code: 'unknown_field', wanted, allowed })
    }
  }
  query.fields = names
}

/** `fields[project.lead]=name`: the fields wanted of what is included. */
export const readRelatedFields: ParameterReader = (parameter, reading) => {
  const { path, keys } = parameter
  const [relation = ''] = keys
  if (keys.length !== 1 || relation === '') {
    reading.problems.add(path, 'malformed', `"${path}" must be fields[relation]=names`)
    return
  }
  const names = namesIn(parameter, reading.problems)
  const target = checkPath(relation, path, reading)
  if (target === undefined) return
  const allowed = shownFields(target)
  for (const wanted of names) {
    if (!allowed.includes(wanted)) {
      reading.problems.unknown(path, { code: 'unknown_field', wanted, allowed })
    }
  }
  reading.query.relatedFields = { ...reading.query.relatedFields, [relation]: names }
}

const readInclude: ParameterReader = (parameter, reading) => {
  const paths = namesIn(parameter, reading.problems)
  for (const path of paths) checkPath(path, parameter.path, reading)
  reading.query.include = paths
}

/** The resource a path of relations leads to; undefined where it leads nowhere, which is a problem then. */
function checkPath(path: string, at: string, reading: ReadingQuery): Resource | undefined {
  const { problems } = reading
  const names = path.split('.')
  if (names.length > maxIncludeDepth) {
    const message = `"include" goes ${names.length} relations deep, ${maxIncludeDepth} at the most`
    problems.add(at, 'too_deep', message)
    return undefined
  }
  let { resource } = reading
  for (const wanted of names) {
    const relations = resource.relations ?? {}
    const relation = Object.hasOwn(relations, wanted) ? relations[wanted] : undefined
    if (relation === undefined) {
      problems.unknown(at, { code: 'unknown_relation', wanted, allowed: Object.keys(relations) })
      return undefined
    }
    resource = reading.resourceOf(relation.target)
  }
  return resource
}

/** The names a parameter lists; what is wrong with the list becomes a problem. */
export function namesIn({ path, value }: Parameter, problems: QueryProblems): readonly string[] {
  const names = value.split(',')
  const seen = new Set(names.map((name) => name.replace(/^-/, '')))
  if (names.length > maxNames)
    problems.add(path, 'too_many', `"${path}" lists over ${maxNames} names`)
  else if (seen.has('')) problems.add(path, 'missing_value', `"${path}" has an empty name`)
  else if (seen.size < names.length) problems.add(path, 'repeated', `"${path}" names one twice`)
  else return names
  return []
}

function wholeNumber(text: string): number | undefined {
  return /^\d{1,9}$/.test(text) ? Number(text) : undefined
}

const readSearch: ParameterReader = ({ value }, { query }) => {
  query.q = value
}

/** The parameters of a single record. */
export const recordParameters: ReadonlyMap<string, ParameterReader> = new Map([
  ['fields', readFields],
  ['include', readInclude],
])

/** The parameters of a list: every other name is a field to filter by. */
const listParameters: ReadonlyMap<string, ParameterReader> = new Map([
  ['limit', readLimit],
  ['after', readAfter],
  ['before', readBefore],
  ['offset', readOffset],
  ['sort', readSort],
  ...recordParameters,
  ['count', readCount],
])

/** The parameters of a list whose records can be searched. */
const searchParameters: ReadonlyMap<string, ParameterReader> = new Map([
  ...listParameters,
  ['q', readSearch],
])

/** The parameters a list of this resource takes. */
export function listParametersOf(resource: Resource): ReadonlyMap<string, ParameterReader> {
  return resource.search === undefined ? listParameters : searchParameters
}
