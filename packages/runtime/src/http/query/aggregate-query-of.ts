import type { FastifyRequest } from 'fastify'
import type { AggregateQuery, Resource } from '../../operation/index.ts'
import { emptyGroup, whereOf } from './collect-where.ts'
import { type Parameter, parametersOf } from './parameters.ts'
import { shownFields } from './queryable-fields.ts'
import { isFilter, readFilter, refuseName } from './read-filter.ts'
import { namesIn, type ReadingQuery, startReading } from './read-parameters.ts'

const fieldLists = ['sum', 'avg', 'min', 'max', 'groupBy'] as const
const parameters = ['count', ...fieldLists]

/** What a request for sums and counts asks for. Throws a 400 that names everything that is unknown or malformed. */
export function aggregateQueryOf<Record extends object>(
  request: FastifyRequest,
  resource: Resource<Record>,
): AggregateQuery<Record> {
  const target = resource as unknown as Resource
  const reading = startReading(request, target)
  const query: AggregateQuery = {}
  const group = emptyGroup()
  for (const parameter of parametersOf(request, reading.problems)) {
    if (parameter.keys.length === 0 && parameters.includes(parameter.name)) {
      readParameter(parameter, { reading, query })
    } else if (isSearch(parameter, target)) {
      query.q = parameter.value
    } else if (isFilter(target, parameter)) readFilter(reading, parameter, group)
    else refuseName(target, parameter, { parameters: takenBy(target), ...reading })
  }
  const where = whereOf(group)
  if (where !== undefined) query.where = where
  reading.problems.throwIfAny()
  return query as AggregateQuery<Record>
}

function takenBy({ search }: Resource): readonly string[] {
  return search === undefined ? parameters : [...parameters, 'q']
}

function isSearch({ name, keys }: Parameter, resource: Resource): boolean {
  return name === 'q' && keys.length === 0 && resource.search !== undefined
}

function readParameter(
  parameter: Parameter,
  { reading, query }: { reading: ReadingQuery; query: AggregateQuery },
): void {
  const { resource, problems } = reading
  const { path, name, value } = parameter
  if (name === 'count') {
    if (value === '*') query.count = true
    else problems.add(path, 'invalid_value', '"count" takes * here: how many records')
    return
  }
  const names = namesIn(parameter, problems)
  const allowed = shownFields(resource)
  for (const one of names) {
    const wanted = name === 'groupBy' ? (one.split(':')[0] ?? '') : one
    if (!allowed.includes(wanted)) {
      problems.unknown(path, { code: 'unknown_field', wanted, allowed })
    }
  }
  query[name as (typeof fieldLists)[number]] = names
}
