import type { FastifyRequest } from 'fastify'
import type { ListQuery, RecordQuery, Resource } from '../../operation/index.ts'
import { emptyGroup, whereOf } from './collect-where.ts'
import { type Parameter, parametersOf } from './parameters.ts'
import type { QueryProblems } from './query-problems.ts'
import { isFilter, readFilter, refuseName } from './read-filter.ts'
import {
  listParametersOf,
  type ParameterReader,
  readRelatedFields,
  recordParameters,
  startReading,
} from './read-parameters.ts'

/**
 * What a list request asks for. A name with an operator in brackets is always a field; one without is a parameter
 * first. Throws a 400 that names everything that is unknown or malformed, what is allowed, and the nearest.
 */
export function listQueryOf<Record extends object>(
  request: FastifyRequest,
  resource: Resource<Record>,
): ListQuery<Record> {
  // The parser knows fields by name only, so the type of the record does not matter to it.
  const target = resource as unknown as Resource
  const reading = startReading(request, target)
  const parameters = listParametersOf(target)
  const group = emptyGroup()
  for (const parameter of parametersOf(request, reading.problems)) {
    const read = readerOf(parameter, target, parameters)
    if (read !== undefined) read(parameter, reading)
    else if (isFilter(target, parameter)) readFilter(reading, parameter, group)
    else refuseName(target, parameter, { parameters: [...parameters.keys()], ...reading })
  }
  const where = whereOf(group)
  if (where !== undefined) reading.query.where = where
  refuseContradictions(reading.query, reading.problems)
  reading.problems.throwIfAny()
  return reading.query as ListQuery<Record>
}

/** What a request for one record asks for: `fields` and `include`. Throws a 400 for anything else. */
export function recordQueryOf<Record extends object>(
  request: FastifyRequest,
  resource: Resource<Record>,
): RecordQuery {
  const target = resource as unknown as Resource
  const reading = startReading(request, target)
  const allowed = [...recordParameters.keys()]
  for (const parameter of parametersOf(request, reading.problems)) {
    const { path, name } = parameter
    const read = readerOf(parameter, target, recordParameters)
    if (read !== undefined) read(parameter, reading)
    else reading.problems.unknown(path, { code: 'unknown_parameter', wanted: name, allowed })
  }
  reading.problems.throwIfAny()
  return reading.query
}

/** A name with brackets is a field first, then `fields[relation]`. */
function readerOf(
  { name, keys }: Parameter,
  resource: Resource,
  parameters: ReadonlyMap<string, ParameterReader>,
): ParameterReader | undefined {
  if (keys.length === 0) return parameters.get(name)
  return name === 'fields' && !resource.columns.has(name) ? readRelatedFields : undefined
}

function refuseContradictions(query: ListQuery, problems: QueryProblems): void {
  const { after, before, offset } = query
  const ways = [after, before, offset].filter((way) => way !== undefined)
  if (ways.length > 1) {
    problems.add('after', 'contradiction', 'Use one of "after", "before" and "offset"')
  }
}
