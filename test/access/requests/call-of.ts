import type { Call } from '../world/served-world.ts'
import type { EntityShape, Value } from '../world/shape.ts'
import type {
  AggregateAsk,
  Ask,
  Condition,
  Filter,
  HistoryAsk,
  ListAsk,
  UnshareAsk,
  Way,
} from './ask.ts'

/** The request as it is sent, in one of the ways there are. */
export function callsOf(entities: readonly EntityShape[], ask: Ask, way: Way): Call[] {
  const call = callOf(pathOf(entities), ask)
  if (way === 'plain') return [call]
  if (way === 'replay') {
    const keyed = { ...call, headers: { ...call.headers, 'idempotency-key': 'the-same-key' } }
    return [keyed, keyed]
  }
  const { method, url: path, body, headers } = call
  const operation = {
    method,
    path,
    ...(body !== undefined && { body }),
    ...(headers && { headers }),
  }
  return [{ method: 'POST', url: '/api/batch', body: { operations: [operation] } }]
}

type PathOf = (entity: string) => string

function pathOf(entities: readonly EntityShape[]): PathOf {
  return (name) => `/api/${entities.find((entity) => entity.name === name)?.path}`
}

function callOf(path: PathOf, ask: Ask): Call {
  const base = path(ask.entity)
  switch (ask.kind) {
    case 'list':
      return { method: 'GET', url: withQuery(listPath(path, ask), listParameters(ask)) }
    case 'get':
      return {
        method: 'GET',
        url: withQuery(`${base}/${ask.id}`, shapeParameters(ask)),
        ...headersOf(ask),
      }
    case 'aggregate':
      return { method: 'GET', url: withQuery(`${base}/aggregate`, aggregateParameters(ask)) }
    case 'history':
      return { method: 'GET', url: withQuery(`${base}/${ask.id}/history`, pageParameters(ask)) }
    case 'grants':
      return { method: 'GET', url: `${base}/${ask.id}/access` }
    case 'share': {
      const data = ask.grants.map(({ subject, right }) => ({ ...subject, right }))
      return { method: 'PUT', url: `${base}/${ask.id}/access`, body: { data } }
    }
    case 'unshare':
      return { method: 'DELETE', url: withQuery(`${base}/${ask.id}/access`, grantParameters(ask)) }
    case 'create':
      return ask.isBulk
        ? { method: 'POST', url: `${base}/bulk`, body: { data: ask.bodies } }
        : { method: 'POST', url: base, body: ask.bodies[0] }
    case 'update':
      return { method: 'PATCH', url: `${base}/${ask.id}`, body: ask.body, ...headersOf(ask) }
    case 'delete':
      return { method: 'DELETE', url: `${base}/${ask.id}`, ...headersOf(ask) }
    case 'upsert': {
      const name = ask.by === 'id' ? ask.name : `${ask.by}/${ask.name}`
      return { method: 'PUT', url: `${base}/${name}`, body: ask.body, ...headersOf(ask) }
    }
    case 'updateMatching':
      return { method: 'PATCH', url: withQuery(base, filterParameters(ask.filter)), body: ask.body }
    case 'deleteMatching':
      return { method: 'DELETE', url: withQuery(base, filterParameters(ask.filter)) }
  }
}

function pageParameters({ limit, after }: HistoryAsk): Parameters {
  return [
    ...(limit === undefined ? [] : [['limit', String(limit)] as [string, string]]),
    ...(after === undefined ? [] : [['after', after] as [string, string]]),
  ]
}

function grantParameters({ subject, right }: UnshareAsk): Parameters {
  const named = Object.entries({ ...(subject ?? {}), ...(right && { right }) })
  return named.map(([name, value]) => [name, String(value)])
}

function listPath(path: PathOf, { entity, parent }: ListAsk): string {
  if (parent === undefined) return path(entity)
  return `${path(parent.entity)}/${parent.id}/${parent.relation}`
}

function headersOf(ask: { ifMatch?: string; ifNoneMatch?: string }): Pick<Call, 'headers'> {
  const { ifMatch, ifNoneMatch } = ask
  if (ifMatch === undefined && ifNoneMatch === undefined) return {}
  return {
    headers: {
      ...(ifMatch !== undefined && { 'if-match': ifMatch }),
      ...(ifNoneMatch !== undefined && { 'if-none-match': ifNoneMatch }),
    },
  }
}

type Parameters = [name: string, value: string][]

function withQuery(path: string, parameters: Parameters): string {
  if (parameters.length === 0) return path
  return `${path}?${parameters.map(([name, value]) => `${encodeURIComponent(name)}=${encodeURIComponent(value)}`).join('&')}`
}

function shapeParameters(ask: {
  fields?: readonly string[]
  include: readonly string[]
}): Parameters {
  return [
    ...(ask.fields ? [['fields', ask.fields.join(',')] as [string, string]] : []),
    ...(ask.include.length > 0 ? [['include', ask.include.join(',')] as [string, string]] : []),
  ]
}

function listParameters(ask: ListAsk): Parameters {
  const parameters: Parameters = [
    ...filterParameters(ask.filter),
    ...shapeParameters(ask),
    ['limit', String(ask.limit)],
  ]
  if (ask.q !== undefined) parameters.push(['q', ask.q])
  if (ask.sort) parameters.push(['sort', ask.sort.join(',')])
  if (ask.offset !== undefined) parameters.push(['offset', String(ask.offset)])
  if (ask.counted) parameters.push(['count', ask.counted])
  return parameters
}

function aggregateParameters(ask: AggregateAsk): Parameters {
  const parameters = filterParameters(ask.filter)
  if (ask.q !== undefined) parameters.push(['q', ask.q])
  if (ask.counted) parameters.push(['count', '*'])
  for (const name of ['sum', 'min', 'max', 'groupBy'] as const) {
    if (ask[name].length > 0) parameters.push([name, ask[name].join(',')])
  }
  return parameters
}

function filterParameters({ all, not, or }: Filter): Parameters {
  return [
    ...all.map((one) => parameterOf(nameOf(one), one)),
    ...not.map((one) => parameterOf(`not${bracketsOf(one)}`, one)),
    ...or.map((one, index) => parameterOf(`or[${index}]${bracketsOf(one)}`, one)),
  ]
}

function nameOf({ relation, field }: Condition): string {
  return relation === undefined ? field : `${relation}.${field}`
}

function bracketsOf({ relation, field }: Condition): string {
  return relation === undefined ? `[${field}]` : `[${relation}][${field}]`
}

function parameterOf(name: string, { operator, value }: Condition): [string, string] {
  const text = Array.isArray(value) ? value.map(textOf).join(',') : textOf(value as Value)
  return [operator === 'eq' ? name : `${name}[${operator}]`, text]
}

function textOf(value: Value): string {
  return String(value)
}
