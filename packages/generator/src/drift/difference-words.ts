import type { Difference } from './compare-catalogues.ts'
import { tidySql } from './tidy-sql.ts'

/** A difference in one line for a person: `extra column notes.phone: text, may be empty`. */
export function differenceWords({ kind, thing, table, name, found, wanted }: Difference): string {
  if (thing === 'table') return `${kind} table ${table}`
  const what = placeOf(thing, table, name)
  if (kind === 'changed')
    return tidySql(`changed ${what}: ${found}; the migrations leave ${wanted}`)
  const text = found ?? wanted
  return text === null ? `${kind} ${what}` : tidySql(`${kind} ${what}: ${text}`)
}

function placeOf(thing: Difference['thing'], table: string, name: string | null): string {
  switch (thing) {
    case 'options':
      return `kind of table ${table}`
    case 'column':
      return `column ${table}.${name}`
    case 'type':
    case 'nullability':
    case 'default':
      return `${thing} of ${table}.${name}`
    case 'generated':
      return `formula of ${table}.${name}`
    default:
      return name ? `${thing} ${name} on ${table}` : `${thing} on ${table}`
  }
}
