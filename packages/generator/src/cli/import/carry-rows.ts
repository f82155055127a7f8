import { createHash } from 'node:crypto'
import type { JsonValue } from '@cambium/model/ir'
import type { Carry, EntityDesign, LinkDesign, SourceRow, TableName } from '../../import/index.ts'

type Json = { [property: string]: JsonValue }

/** Turns a row of a source into what the loading program takes. `place` counts the rows of its table from 0. */
export type CarryRow = (row: SourceRow, place: number) => Json

/** What readers tell of a row beside its columns; the loading program knows these names. */
const besides = ['$acl', '$roles', '$identities']

/** Records of an entity by the names of its properties. What is null is left out, so that defaults can fill it. */
export function carryRecords({ fields, extras, key, source }: EntityDesign): CarryRow {
  const columns = [
    ...extras,
    ...fields.flatMap(({ column, property, carry }) =>
      column === null || carry === 'none' ? [] : [{ column: column.name, property, carry }],
    ),
  ].map(({ column, property, carry }) => ({ column, property, change: changes[carry] }))
  // a row without a key is known by its place, so that a second run meets it again
  const idOf = key.kind !== 'fields' && key.column === null ? idsByPlace(source) : null
  return (row, place) => {
    const record: Json = idOf === null ? {} : { id: idOf(place) }
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

/** UUIDs of version 8, which says nothing of how they are made: the table in front, the place behind. */
function idsByPlace({ schema, name }: TableName): (place: number) => string {
  const hash = createHash('sha256')
    .update(JSON.stringify([schema, name]))
    .digest('hex')
  const table = `${hash.slice(0, 8)}-${hash.slice(8, 12)}-8${hash.slice(12, 15)}-8${hash.slice(15, 18)}`
  return (place) => `${table}-${place.toString(16).padStart(12, '0')}`
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
  digits: (value) =>
    typeof value === 'number'
      ? digitsOf(value)
      : typeof value === 'string'
        ? withoutZeros(value)
        : value,
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

/** Zeros at the end, which a database fills up to the scale of the column, may be more than a decimal here takes. */
function withoutZeros(text: string): string {
  return /^-?\d+\.\d+$/.test(text) ? text.replace(/\.?0+$/, '') : text
}

/** What is no exact number stays a text, which the loading program refuses with its reason. */
function numberOf(text: string): JsonValue {
  const number = Number(text)
  const isExact = text.trim() !== '' && Number.isFinite(number)
  const isSafe = !/^-?\d+$/.test(text) || Number.isSafeInteger(number)
  return isExact && isSafe ? number : text
}
