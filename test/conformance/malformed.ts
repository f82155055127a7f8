import fc from 'fast-check'
import { type JsonSchema, type OpenApiDocument, resolve } from './open-api-document.ts'

/** Texts that have broken servers before, and random ones. */
export const hostileText: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    'null',
    'true',
    '-1',
    '1e999',
    '9'.repeat(25),
    'NaN',
    "'",
    '"',
    "' or 1=1 --",
    '; drop table users',
    '\\',
    '%',
    '%25',
    '_',
    ',',
    ',,',
    '../../etc/passwd',
    '2026-02-30',
    '2026-01-01T25:00:00Z',
    '[object Object]',
    '__proto__',
    '\u0000',
    '\ud800',
    '\u202e',
    'a'.repeat(3000),
    '%F0%9F%98',
  ),
  fc.string({ unit: 'binary', maxLength: 20 }),
)

/** Headers that ask for what is not there, or are no such header. */
export const hostileHeaders: { readonly [name: string]: readonly string[] } = {
  authorization: ['Bearer', 'Bearer x.y.z', 'Basic YTpi', '', 'bearer  ', 'Bearer \t'],
  'if-match': ['*', '"1"', '"2"', 'W/"1"', '"1", "2"', '1', '"', ',', '"9"x'],
  'if-none-match': ['*', '"1"', 'W/"1"', '1', ','],
  'x-request-id': ['request-12345', 'x', '../../..', 'a'.repeat(500)],
  accept: ['text/html', 'application/xml', '*/*', ';'],
  'accept-encoding': ['gzip', 'br', 'identity;q=0', 'nope'],
  'idempotency-key': ['a', 'key-0000-0001', '', 'k'.repeat(300)],
  origin: ['https://example.com', 'null', 'x'],
  'content-type': [
    'text/plain',
    'application/xml',
    'application/json; charset=utf-8',
    'application/json; charset=latin1',
    'multipart/form-data',
    'x',
  ],
  'content-encoding': ['gzip', 'identity'],
}

const names = fc.constantFrom('nope', '__proto__', 'constructor', 'toString', 'id', 'version', '')

/** Bodies that are wrong, at least most of them: of valid ones with something changed, or no object at all. */
export function malformedBody(
  document: OpenApiDocument,
  schema: JsonSchema,
  valid: fc.Arbitrary<unknown>,
): fc.Arbitrary<unknown> {
  const whole = resolve(document, schema)
  const parts = [whole, ...(whole.anyOf ?? []).map((each) => resolve(document, each))]
  const properties = Object.assign({}, ...parts.map((part) => part.properties ?? {}))
  const field = fc.constantFrom(...Object.keys(properties), 'nope')
  const changed = (change: fc.Arbitrary<[string, unknown]>): fc.Arbitrary<unknown> =>
    fc.tuple(valid, change).map(([body, [name, value]]) => {
      const copy = { ...(body as object) }
      Object.defineProperty(copy, name, { value, enumerable: true, configurable: true })
      return copy
    })
  const without = fc
    .tuple(valid, field)
    .map(([body, name]) =>
      Object.fromEntries(Object.entries(body as object).filter(([key]) => key !== name)),
    )
  return fc.oneof(
    { weight: 4, arbitrary: changed(fc.tuple(field, fc.jsonValue({ maxDepth: 2 }))) },
    { weight: 3, arbitrary: changed(fc.tuple(field, hostileText)) },
    { weight: 2, arbitrary: changed(fc.tuple(field, extremeNumbers)) },
    { weight: 2, arbitrary: changed(fc.tuple(names, fc.jsonValue({ maxDepth: 1 }))) },
    { weight: 2, arbitrary: without },
    { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 2 }).map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: brokenTexts },
  )
}

const extremeNumbers = fc.constantFrom(
  0,
  -0,
  -1,
  0.1,
  1e21,
  1e308,
  5e-324,
  2 ** 53,
  -(2 ** 53),
  2 ** 31,
  2 ** 63,
)

const brokenTexts = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    '{',
    '{}',
    '[]',
    'null',
    '{"a":1,}',
    '{"a":1}x',
    '{"name":"\\ud800"}',
    '{"name":"\\u0000"}',
    '{"__proto__":{}}',
    '{"name":1,"name":2}',
    '\ufeff{}',
    '['.repeat(10_000),
    '{"a":'.repeat(40),
    `{"name":"${'x'.repeat(200_000)}"}`,
    `{"name":${'9'.repeat(400)}}`,
  ),
  fc.string({ unit: 'binary', maxLength: 30 }),
)
