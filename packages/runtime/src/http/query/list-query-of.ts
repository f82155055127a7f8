import type { FastifyRequest } from 'fastify'
import type { ListQuery, RecordQuery, Resource } from '../../operation/index.ts'
import { emptyGroup, whereOf } from './collect-where.ts'
import { parametersOf } from './parameters.ts'
import type { QueryProblems } from './query-problems.ts'
import { isFilter, readFilter, refuseName } from './read-filter.ts'
import { listParametersOf, recordParameters, startReading } from './read-parameters.ts'

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
    const read = parameter.keys.length === 0 ? parameters.get(parameter.name) : undefined
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
  const reading = startReading(request, resource as unknown as Resource)
  const allowed = [...recordParameters.keys()]
  for (const parameter of parametersOf(request, reading.problems)) {
    const { path, name, keys } = parameter
    const read = keys.length === 0 ? recordParameters.get(name) : undefined
    if (read !== undefined) read(parameter, reading)
    else reading.problems.unknown(path, { code: 'unknown_parameter', wanted: name, allowed })
  }
  reading.problems.throwIfAny()
  return reading.query
}

function refuseContradictions(query: ListQuery, problems: QueryProblems): void {
  const { after, before, offset } = query
  const ways = [after, before, offset].filter((way) => way !== undefined)
  if (ways.length > 1) {
    problems.add('after', 'contradiction', 'Use one of "after", "before" and "offset"')
  }
}
