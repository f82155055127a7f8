import type { CheckColumn } from './check-column.ts'

/** Kinds of fields whose values compare in the same way. */
export type Family =
  | 'text'
  | 'choice'
  | 'integer'
  | 'number'
  | 'money'
  | 'decimal'
  | 'bigint'
  | 'boolean'
  | 'date'
  | 'instant'
  | 'time'
  | 'list'
  | 'other'

const families: Readonly<Record<string, Family>> = {
  text: 'text',
  email: 'text',
  url: 'text',
  slug: 'text',
  uuid: 'text',
  choice: 'choice',
  int: 'integer',
  float: 'number',
  money: 'money',
  decimal: 'decimal',
  bigint: 'bigint',
  bool: 'boolean',
  date: 'date',
  datetime: 'instant',
  time: 'time',
  list: 'list',
}

/** How the values of a column compare. */
export function familyOf({ kind, value }: CheckColumn): Family {
  if (kind !== 'reference') return families[kind] ?? 'other'
  if (value === 'integer' || value === 'bigint') return value
  return value === undefined || value === 'string' ? 'text' : 'other'
}

/** True for texts whose length and form can be limited. */
export function isPlainText({ kind }: CheckColumn): boolean {
  return kind === 'text' || kind === 'email' || kind === 'url' || kind === 'slug'
}
