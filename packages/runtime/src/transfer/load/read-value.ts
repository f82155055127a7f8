import type { AnyColumns } from '../../database/index.ts'
import type { Resource } from '../../operation/index.ts'
import { referredProperty } from '../shape/index.ts'

/** A value as it is stored, or what is wrong with it. */
export type ReadValue = { readonly value: unknown } | { readonly problem: string }

const uuid = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/i
const maxIdLength = 255

/** An id as records of this entity have it: server code may bring any text where ids are made by the application. */
export function readId(resource: Resource, given: unknown): ReadValue {
  if (resource.columns.typeOf(referredProperty(resource)) === 'integer') {
    const number = typeof given === 'string' && /^-?\d{1,16}$/.test(given) ? Number(given) : given
    return Number.isSafeInteger(number) ? { value: number } : { problem: 'must be a whole number' }
  }
  const text = typeof given === 'number' ? String(given) : given
  if (typeof text !== 'string' || text.length === 0 || text.length > maxIdLength) {
    return { problem: `must be text of 1 to ${maxIdLength} characters` }
  }
  return { value: resource.key === undefined && uuid.test(text) ? text.toLowerCase() : text }
}

/** A value that no field of the model describes: a time, a version. */
export function readSystemValue(columns: AnyColumns, property: string, given: unknown): ReadValue {
  if (given === null) return { value: null }
  switch (columns.typeOf(property)) {
    case 'instant': {
      const time = new Date(typeof given === 'string' ? given : Number.NaN)
      return Number.isNaN(time.getTime())
        ? { problem: 'must be an instant such as 2026-11-20T09:10:00Z' }
        : { value: time.toISOString() }
    }
    case 'integer':
      return Number.isSafeInteger(given) ? { value: given } : { problem: 'must be a whole number' }
    default:
      return typeof given === 'string' ? { value: given } : { problem: 'must be text' }
  }
}
