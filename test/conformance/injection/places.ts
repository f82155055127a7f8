import type { SentRequest } from '../answer-checker.ts'
import {
  type OpenApiDocument,
  type Operation,
  operationsOf,
  resolve,
} from '../open-api-document.ts'
import type { Place } from './seek-injection.ts'

/** What is needed to fill the rest of a request. */
export interface Filling {
  readonly document: OpenApiDocument
  readonly authorization: string
  /** The id of a record that is there. */
  idOf(entity: string): string
}

/** Every part of every request that takes a text: parameters with each operator, their names, headers and bodies. */
export function placesOf(filling: Filling): Place[] {
  return operationsOf(filling.document).flatMap((operation) => [
    ...pathPlaces(filling, operation),
    ...queryPlaces(filling, operation),
    ...headerPlaces(filling, operation),
    ...bodyPlaces(filling, operation),
  ])
}

function pathPlaces(filling: Filling, operation: Operation): Place[] {
  const names = operation.parameters.filter((one) => one.in === 'path').map(({ name }) => name)
  return names.map((name) => ({
    name: `${operation.id} {${name}}`,
    requestWith: (text) => requestOf(filling, operation, { path: { [name]: text } }),
  }))
}

function queryPlaces(filling: Filling, operation: Operation): Place[] {
  const parameters = operation.parameters.filter((parameter) => parameter.in === 'query')
  const names = parameters.flatMap(({ name, style, schema }) => {
    if (name === 'or' || name === 'and') return [`${name}[0][id]`]
    if (style !== 'deepObject') return [name]
    const parts = [schema, ...(schema.allOf ?? [])]
    const all = parts.map((part) => resolve(filling.document, part).properties ?? {})
    const operators = Object.keys(Object.assign({}, ...all))
    return operators.length === 0 ? [`${name}[id]`] : operators.map((one) => `${name}[${one}]`)
  })
  const values = names.map((name) => ({
    name: `${operation.id} ?${name}`,
    requestWith: (text: string) => requestOf(filling, operation, { query: [[name, text]] }),
  }))
  if (parameters.length === 0) return values
  const asName = (text: string): SentRequest =>
    requestOf(filling, operation, { query: [[text, '1']] })
  return [...values, { name: `${operation.id} ?<name>`, requestWith: asName }]
}

function headerPlaces(filling: Filling, operation: Operation): Place[] {
  const names = operation.parameters.filter((one) => one.in === 'header').map(({ name }) => name)
  return names.map((name) => ({
    name: `${operation.id} ${name}`,
    requestWith: (text) => requestOf(filling, operation, { headers: { [name]: text } }),
  }))
}

/** The texts of a body that may be sent, each in turn; also the names of its members. */
function bodyPlaces(filling: Filling, operation: Operation): Place[] {
  const { sample } = operation
  if (typeof sample !== 'object' || sample === null) return []
  const members = Object.entries(sample).filter(([, value]) => typeof value === 'string')
  const values = members.map(([name]) => ({
    name: `${operation.id} body.${name}`,
    requestWith: (text: string) =>
      requestOf(filling, operation, { body: { ...sample, [name]: text } }),
  }))
  const asName = (text: string): SentRequest =>
    requestOf(filling, operation, { body: { ...sample, [text]: 1 } })
  return [...values, { name: `${operation.id} body.<name>`, requestWith: asName }]
}

interface Parts {
  readonly path?: { readonly [name: string]: string }
  readonly query?: readonly (readonly [name: string, value: string])[]
  readonly headers?: { readonly [name: string]: string }
  readonly body?: object
}

/** A write that matches nothing else is bound to one id, so that no record is lost to the trial. */
function requestOf(filling: Filling, operation: Operation, parts: Parts): SentRequest {
  const { method, tag, sample } = operation
  const path = operation.path.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(parts.path?.[name] ?? filling.idOf(tag)),
  )
  const query = (parts.query ?? []).map((pair) => pair.map(encodeURIComponent).join('='))
  const body = parts.body ?? sample
  return {
    method,
    url: query.length > 0 ? `${path}?${query.join('&')}` : path,
    headers: {
      authorization: filling.authorization,
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...parts.headers,
    },
    body: body === undefined ? undefined : JSON.stringify(body),
  }
}
