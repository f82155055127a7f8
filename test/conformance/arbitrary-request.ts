import fc from 'fast-check'
import { malformedQuery, wellFormedQuery } from './arbitrary-query.ts'
import { type IdPick, idPicks, isIdPick, validValue } from './arbitrary-value.ts'
import { hostileHeaders, hostileText, malformedBody } from './malformed.ts'
import { type OpenApiDocument, type Operation, operationsOf } from './open-api-document.ts'

/** A request that is decided except for the ids of records, which are filled in when it is sent. */
export interface PlannedRequest {
  readonly operation: Operation
  /** Whether the document allows every part of it. */
  readonly isWellFormed: boolean
  readonly method: string
  readonly path: { readonly [name: string]: IdPick | string }
  readonly query: readonly (readonly [name: string, value: unknown])[]
  readonly headers: { readonly [name: string]: string }
  /** Which of the callers sends it; an authorization among the headers goes first. */
  readonly caller: number
  /** A text is sent as it is, anything else as JSON. */
  readonly body: unknown
  /** The requests inside, if this is a batch: they make the body. */
  readonly parts?: readonly PlannedRequest[]
}

/** Requests for one operation: half of them well-formed, the others malformed in any part of theirs. */
export function arbitraryRequest(
  document: OpenApiDocument,
  operation: Operation,
): fc.Arbitrary<PlannedRequest> {
  const one = fc.oneof(wellFormed(document, operation), malformed(document, operation))
  if (operation.path !== batchPath) return one
  const inside = operationsOf(document).filter(isForBatch)
  const parts = fc.array(
    fc.oneof(
      ...inside.map((each) => fc.oneof(wellFormed(document, each), malformed(document, each))),
    ),
    { minLength: 1, maxLength: 5 },
  )
  const batch = fc
    .tuple(wellFormed(document, operation), parts)
    .map(([request, chosen]) => ({ ...request, parts: chosen }))
  return fc.oneof({ weight: 1, arbitrary: one }, { weight: 3, arbitrary: batch })
}

const batchPath = '/api/batch'

function isForBatch({ path }: Operation): boolean {
  return path.startsWith('/api/') && !path.startsWith('/api/auth/') && path !== batchPath
}

function wellFormed(document: OpenApiDocument, operation: Operation): fc.Arbitrary<PlannedRequest> {
  const ids = pathParameters(operation).map((name) => [
    name,
    idPicks(collectionOf(document, operation)),
  ])
  return fc.record({
    operation: fc.constant(operation),
    isWellFormed: fc.constant(true),
    method: fc.constant(operation.method),
    path: fc.record<PlannedRequest['path']>(Object.fromEntries(ids)),
    query: wellFormedQuery(document, operation),
    headers: fc.constant({}),
    caller: fc.nat(100),
    body: operation.body ? validValue(document, operation.body) : fc.constant(undefined),
  })
}

function malformed(document: OpenApiDocument, operation: Operation): fc.Arbitrary<PlannedRequest> {
  const otherMethods = fc.constantFrom('HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE', 'POST')
  return fc.record({
    operation: fc.constant(operation),
    isWellFormed: fc.constant(false),
    method: mostly(fc.constant(operation.method), otherMethods),
    path: pathOf(document, operation),
    query: fc.oneof(wellFormedQuery(document, operation), malformedQuery(document, operation)),
    headers: headersOf(operation),
    caller: fc.nat(100),
    body: bodyOf(document, operation),
  })
}

function mostly<Value>(
  usual: fc.Arbitrary<Value>,
  other: fc.Arbitrary<Value>,
): fc.Arbitrary<Value> {
  return fc.oneof({ weight: 12, arbitrary: usual }, { weight: 1, arbitrary: other })
}

function pathParameters({ parameters }: Operation): readonly string[] {
  return parameters.filter((parameter) => parameter.in === 'path').map(({ name }) => name)
}

/** The entity whose ids stand in the address. */
function collectionOf(document: OpenApiDocument, { path }: Operation): string | undefined {
  return operationsOf(document).find((one) => one.path === path.split('/{')[0])?.tag
}

function pathOf(
  document: OpenApiDocument,
  operation: Operation,
): fc.Arbitrary<PlannedRequest['path']> {
  const value = fc.oneof(
    { weight: 10, arbitrary: idPicks(collectionOf(document, operation)) },
    { weight: 2, arbitrary: hostileText },
    { weight: 1, arbitrary: fc.constantFrom('1', '0', '-1', '..', '%00', '%', 'not-found') },
  )
  return fc.record(Object.fromEntries(pathParameters(operation).map((name) => [name, value])))
}

function headersOf({ body }: Operation): fc.Arbitrary<PlannedRequest['headers']> {
  const possible = Object.entries(hostileHeaders)
    .filter(([name]) => body !== undefined || !name.startsWith('content-'))
    .map(([name, values]) => [name, fc.constantFrom(...values)] as const)
  const all = fc
    .record(Object.fromEntries(possible), { requiredKeys: [] })
    .map((headers): [string, string][] =>
      Object.entries(headers).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value]],
      ),
    )
  const one = fc
    .tuple(fc.nat(50), all)
    .map(([at, headers]) => headers.filter((_, index) => index === at % headers.length))
  return fc
    .oneof(
      { weight: 6, arbitrary: fc.constant<[string, string][]>([]) },
      { weight: 5, arbitrary: one },
      { weight: 1, arbitrary: all },
    )
    .map((headers) => Object.fromEntries(headers))
}

function bodyOf(document: OpenApiDocument, { body }: Operation): fc.Arbitrary<unknown> {
  if (!body) return mostly(fc.constant(undefined), fc.constantFrom('', '{}', '{'))
  const valid = validValue(document, body)
  return fc.oneof(
    { weight: 1, arbitrary: valid },
    { weight: 2, arbitrary: malformedBody(document, body, valid) },
  )
}

/** The value with ids of records in all the places that were left for them. */
export function fillIds(value: unknown, pick: (place: IdPick) => string): unknown {
  if (isIdPick(value)) return pick(value)
  if (Array.isArray(value)) return value.map((item) => fillIds(item, pick))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, fillIds(item, pick)]),
  )
}
