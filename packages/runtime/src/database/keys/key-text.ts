import type { ColumnType } from '../column.ts'
import { type Dialect, type Fragment, type Sql, sql } from '../sql.ts'
import { join } from '../sql-text.ts'

/** A part of a key as text, and whether that text may hold what separates parts. */
export interface KeyPart {
  readonly text: Sql
  readonly isFree: boolean
}

/** The text of a value of this type, the same one in every database. */
export function keyPart(type: ColumnType, value: Sql): KeyPart {
  switch (type) {
    case 'string':
      return { text: value, isFree: true }
    case 'boolean':
      return {
        text: sql`case when ${value} then 'true' when not ${value} then 'false' end`,
        isFree: false,
      }
    case 'instant':
      return { text: instantText(value), isFree: false }
    default:
      return { text: sql`cast(${value} as text)`, isFree: false }
  }
}

/** The text of a key, with `~` between its parts; null where one of them is. Sorted byte by byte. */
export function keyText(parts: readonly KeyPart[]): Sql {
  const texts = parts.length === 1 ? parts.map(({ text }) => text) : parts.map(separable)
  return byteByByte(join(texts, ` || '~' || `))
}

function separable({ text, isFree }: KeyPart): Sql {
  return isFree ? sql`replace(replace(${text}, '!', '!!'), '~', '!~')` : sql`(${text})`
}

function instantText(value: Sql): Sql {
  const exact = sql`to_char(${value} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US')`
  // With milliseconds, and with microseconds where there are any: only tables of others have them.
  const inPostgres = sql`(regexp_replace(${exact}, '(\\.\\d{3})000$', '\\1') || 'Z')`
  return either('text of an instant', { sqlite: value, postgres: inPostgres })
}

function byteByByte(text: Sql): Sql {
  return either('text of a key', {
    sqlite: sql`(${text})`,
    postgres: sql`((${text}) collate "C")`,
  })
}

function either(fragment: string, texts: Readonly<Record<Dialect, Sql>>): Sql {
  const part: Fragment = { fragment, render: (dialect) => texts[dialect] }
  return sql`${part}`
}
