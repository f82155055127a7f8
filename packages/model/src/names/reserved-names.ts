const reservedWords = new Set(
  (
    'arguments async await break case catch class const continue debugger default delete do else enum eval export extends ' +
    'false finally for function get if implements import in instanceof interface let new null of package private protected public ' +
    'return set static super switch this throw true try type typeof undefined var void while with yield ' +
    // names of what every object and every program has, which linters keep from being hidden
    'constructor escape unescape'
  ).split(' '),
)

/** Words that cannot, or should not, be the bare name of a variable in generated text. */
export function isReservedWord(name: string): boolean {
  return reservedWords.has(name)
}

/** Field names that belong to Cambium, with the reason. */
export const reservedFieldNames: ReadonlyMap<string, string> = new Map([
  ['id', "every record has an `id`; how it is made stands beside the fields: id: 'text'"],
  ['createdAt', 'Cambium keeps `createdAt` itself'],
  ['updatedAt', 'Cambium keeps `updatedAt` itself'],
  ['deletedAt', 'Cambium keeps `deletedAt` itself in entities with `softDelete`'],
  ['hasRole', 'rules ask `user.hasRole(...)`'],
  ...['constructor', 'prototype', ...Object.getOwnPropertyNames(Object.prototype)].map(
    (name): [string, string] => [name, 'every JavaScript object has a property of that name'],
  ),
])

/** Query parameters of the REST API, which a filter on a field of the same name cannot use. */
export const queryParameters: ReadonlySet<string> = new Set([
  'after',
  'before',
  'count',
  'fields',
  'include',
  'limit',
  'not',
  'offset',
  'or',
  'q',
  'sort',
])

/** Entity names that are values of the language itself: a variable of that name would mislead every reader. */
export const reservedEntityNames: ReadonlySet<string> = new Set(['Infinity', 'NaN'])
