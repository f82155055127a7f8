import type { CheckColumn } from '../check-column.ts'

/** A source of numbers from 0 to 1. */
export type Chance = () => number

/** The columns that made up checks speak of: of each kind one that may be null and one that may not. */
export const fuzzColumns: readonly CheckColumn[] = [
  { name: 'a', field: 'a', kind: 'int', nullable: false },
  { name: 'b', field: 'bField', kind: 'int', nullable: true },
  { name: 'f', field: 'f', kind: 'float', nullable: true },
  { name: 's', field: 's', kind: 'text', nullable: false },
  { name: 't', field: 'tField', kind: 'text', nullable: true },
  { name: 'p', field: 'p', kind: 'bool', nullable: false },
  { name: 'q', field: 'q', kind: 'bool', nullable: true },
  { name: 'd', field: 'd', kind: 'date', nullable: false },
  { name: 'e', field: 'e', kind: 'date', nullable: true },
]

/** One of the items. */
export function pick<Item>(chance: Chance, items: readonly Item[]): Item {
  const item = items[Math.floor(chance() * items.length)]
  if (item === undefined) throw new Error('there is nothing to pick from')
  return item
}

const texts = ["''", "'a'", "'ab'", "'Abc'", "'b c'", "' '", "'a%'"]
const days = ["'2024-01-01'", "'2024-02-29'", "'2025-01-01'"]
const numbers = ['0', '1', '2', '-1', '3']
const orders = ['<', '<=', '>', '>=', '=', '<>']

/** A condition of SQL that SQLite and PostgreSQL take alike. */
export function randomCheck(chance: Chance, depth = 3): string {
  if (depth === 0 || chance() < 0.25) return randomTest(chance)
  const inner = (): string => randomCheck(chance, depth - 1)
  switch (Math.floor(chance() * 6)) {
    case 0:
      return `(${inner()} and ${inner()})`
    case 1:
      return `(${inner()} or ${inner()})`
    case 2:
      return `(not ${inner()})`
    case 3:
      return `(case when ${inner()} then ${inner()} else ${inner()} end)`
    case 4:
      return `(${pick(chance, ['b', 't', 'q', 'e', 'a'])} is null or ${inner()})`
    default:
      return `(${inner()} and ${inner()} and ${inner()})`
  }
}

function randomTest(chance: Chance): string {
  const column = (names: string): string => pick(chance, names.split(' '))
  const order = pick(chance, orders)
  switch (Math.floor(chance() * 14)) {
    case 0:
      return `(${column('a b')} ${order} ${pick(chance, numbers)})`
    case 1:
      return `(${randomNumber(chance)} ${order} ${randomNumber(chance)})`
    case 2:
      return `(${column('s t')} ${pick(chance, ['=', '<>'])} ${pick(chance, texts)})`
    case 3:
      return `(${column('s t')} ${pick(chance, ['in', 'not in'])} (${pick(chance, texts)}, ${pick(chance, texts)}))`
    case 4:
      return `(${column('b t q e a f')} is ${pick(chance, ['', 'not '])}null)`
    case 5:
      return column('p q')
    case 6:
      return `(${column('p q')} is ${pick(chance, ['', 'not '])}${pick(chance, ['true', 'false'])})`
    case 7:
      return `(d ${order} ${column('d e')})`
    case 8:
      return `(${column('d e')} ${order} ${pick(chance, days)})`
    case 9:
      return `(${column('a b')} ${pick(chance, ['', 'not '])}between ${pick(chance, numbers)} and ${pick(chance, numbers)})`
    case 10:
      return `(length(${column('s t')}) ${order} ${pick(chance, numbers)})`
    case 11:
      return `((${column('b t')} is null) ${pick(chance, ['=', '<>'])} (${column('q e')} is null))`
    case 12:
      return `(s ${pick(chance, ['=', '<>'])} t)`
    default:
      return `(${column('f b')} ${order} ${pick(chance, numbers)}.5)`
  }
}

function randomNumber(chance: Chance, depth = 2): string {
  if (depth === 0 || chance() < 0.4) return pick(chance, ['a', 'b', ...numbers])
  if (chance() < 0.3) return `coalesce(b, ${pick(chance, numbers)})`
  const sign = pick(chance, ['+', '-', '*'])
  return `(${randomNumber(chance, depth - 1)} ${sign} ${randomNumber(chance, depth - 1)})`
}

/** A value of a row: as SQL takes it, and as TypeScript sees it. */
export interface FuzzValue {
  sqlite: string
  postgres: string
  value: string | number | boolean | null
}

/** A row by the names of its columns. */
export function randomRow(chance: Chance): Map<string, FuzzValue> {
  return new Map(fuzzColumns.map((column) => [column.name, randomValue(chance, column)]))
}

function randomValue(chance: Chance, { kind, nullable }: CheckColumn): FuzzValue {
  if (nullable && chance() < 0.35) return { sqlite: 'null', postgres: 'null', value: null }
  if (kind === 'bool') {
    const value = chance() < 0.5
    return { sqlite: value ? '1' : '0', postgres: String(value), value }
  }
  if (kind === 'int' || kind === 'float') {
    const sql = kind === 'int' ? pick(chance, numbers) : `${pick(chance, numbers)}.5`
    return { sqlite: sql, postgres: sql, value: Number(sql) }
  }
  const sql = pick(chance, kind === 'date' ? days : texts)
  return { sqlite: sql, postgres: sql, value: sql.slice(1, -1) }
}
