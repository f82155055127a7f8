import { bindObject } from '../bind-object.ts'
import type { Cipher } from '../cipher.ts'

/** The values as a driver takes them, in place: text for all but booleans and bytes, so that the server decides the type. */
export function bindValues(values: unknown[], cipher: Cipher | undefined): unknown[] {
  for (let index = 0; index < values.length; index++) {
    const value = values[index]
    if (typeof value === 'string' || value === null) continue
    values[index] = bindValue(value, cipher)
  }
  return values
}

function bindValue(value: unknown, cipher: Cipher | undefined): unknown {
  switch (typeof value) {
    case 'number':
      if (Number.isFinite(value)) return String(value)
      throw new TypeError(`${value} cannot be stored`)
    case 'bigint':
      return String(value)
    case 'boolean':
      return value
    case 'object':
      return bindObject(value as object, cipher)
    default:
      throw new TypeError(`A value of type ${typeof value} cannot be bound`)
  }
}
