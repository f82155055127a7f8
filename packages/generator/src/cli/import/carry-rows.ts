import type { JsonValue } from '@cambium/model/ir'
import type { Carry, EntityDesign, LinkDesign, SourceRow } from '../../import/index.ts'

type Json = { [property: string]: JsonValue }

/** Turns rows of a source into what the loading program takes. */
export type CarryRow = (row: SourceRow) => Json

/** What readers tell of a row beside its columns; the loading program knows these names. */
const besides = ['$acl', '$roles', '$identities']

/** Records of an entity by the names of its properties. What is null is left out, so that defaults can fill it. */
export function carryRecords({ fields, extras }: EntityDesign): CarryRow {
  const columns = [
    ...extras,
    ...fields.flatMap(({ column, property, carry }) =>
      column === null || carry === 'none' ? [] : [{ column: column.name, property, carry }],
    ),
  ].map(({ column, property, carry }) => ({ column, property, change: changes[carry] }))
  return (row) => {
    const record: Json = {}
    for (const { column, property, change } of columns) {
      const value = row[column]
      if (value === null || value === undefined) continue
      record[property] = change === null ? value : change(value)
    }
    for (const name of besides) {
      const value = row[name]
      if (value !== undefined) record[name] = value
    }
    return record
  }
}

/** Links by the ids of both ends. */
export function carryLinks(pairs: NonNullable<LinkDesign['pairs']>): CarryRow {
  const { sourceColumn, targetColumn, positionColumn } = pairs
  return (row) => {
    const link: Json = { source: row[sourceColumn] ?? null, target: row[targetColumn] ?? null }
    const position = positionColumn === null ? null : row[positionColumn]
    if (position !== null && position !== undefined) link.position = position
    return link
  }
}

const changes: Record<Carry, ((value: JsonValue) => JsonValue) | null> = {
  same: null,
  none: null,
  digits: (value) => (typeof value === 'number' ? digitsOf(value) : value),
  number: (value) => (typeof value === 'string' ? numberOf(value) : value),
  text: (value) => (typeof value === 'string' ? value : JSON.stringify(value)),
  lower: (value) => (typeof value === 'string' ? value.toLowerCase() : value),
  trimEnd: (value) => (typeof value === 'string' ? value.trimEnd() : value),
}

/** A number in full: `1e-7` is no decimal. */
function digitsOf(value: number): string {
  const text = String(value)
  return text.includes('e') ? value.toFixed(20).replace(/\.?0+$/, '') : text
}

/** What is no exact number stays a text, which the loading program refuses with its reason. */
function numberOf(text: string): JsonValue {
  const number = Number(text)
  const isExact = text.trim() !== '' && Number.isFinite(number)
  const isSafe = !/^-?\d+$/.test(text) || Number.isSafeInteger(number)
  return isExact && isSafe ? number : text
}
