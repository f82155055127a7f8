import type { SQLInputValue } from 'node:sqlite'
import { bindObject } from '../bind-object.ts'
import type { Cipher } from '../cipher.ts'

/** The values as node:sqlite takes them, in place. */
export function bindValues(values: unknown[], cipher: Cipher | undefined): SQLInputValue[] {
  for (let index = 0; index < values.length; index++) {
    const value = values[index]
    if (typeof value === 'string' || value === null) continue
    values[index] = bindValue(value, cipher)
  }
  return values as SQLInputValue[]
}

function bindValue(value: unknown, cipher: Cipher | undefined): SQLInputValue {
  switch (typeof value) {
    case 'number':
      if (Number.isFinite(value)) return value
      throw new TypeError(`${value} cannot be stored`)
    case 'bigint':
      return value
    case 'boolean':
      return value ? 1 : 0
    case 'object':
      return bindObject(value as object, cipher)
    default:
      throw new TypeError(`A value of type ${typeof value} cannot be bound`)
  }
}
