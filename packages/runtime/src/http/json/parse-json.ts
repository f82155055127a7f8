import { AppError } from '../../errors/index.ts'
import { findTooDeep } from './json-depth.ts'
import { findJsonFault } from './json-fault.ts'
import { hasTooManyValues } from './json-values.ts'

/** How deep a body may nest. */
export const maxJsonDepth = 32
/** How many values a body may hold, of all kinds and depths: each costs the parser memory, however short it is. */
const maxJsonValues = 100_000

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })
const suspicious = /__proto__|constructor|\\u/

/**
 * Reads a JSON body. Refuses with 400, saying where and why: text that is not UTF-8 or not JSON, deeper nesting than
 * `maxJsonDepth` or more than 100,000 values (found before parsing), names that reach for an object's prototype, and text no database can store.
 * An empty body is `undefined`.
 */
export function parseJson(bytes: Uint8Array): unknown {
  if (bytes.length === 0) return undefined
  const deep = findTooDeep(bytes, maxJsonDepth)
  if (deep >= 0) {
    throw refused(`The body nests deeper than ${maxJsonDepth} levels, at byte ${deep}`)
  }
  if (hasTooManyValues(bytes, maxJsonValues)) {
    throw refused(`The body holds more than ${maxJsonValues} values`)
  }
  const text = decode(bytes)
  const value = parse(text)
  if (suspicious.test(text)) refuseHarm(value, [])
  return value
}

function decode(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes)
  } catch (cause) {
    throw new AppError('bad_request', { message: 'The body is not UTF-8 text', cause })
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const fault = findJsonFault(text)
    const message = `The body is not JSON: expected ${fault.expected} at position ${fault.position} (line ${fault.line}, column ${fault.column})`
    throw new AppError('bad_request', { message, cause })
  }
}

/** Looks at every name and text; only called for bodies that hold an escape or one of the names. */
function refuseHarm(value: unknown, path: readonly string[]): void {
  if (typeof value === 'string') refuseText(value, path)
  if (typeof value !== 'object' || value === null) return
  for (const [name, item] of Object.entries(value)) {
    const place = [...path, name]
    if (name === '__proto__' || (name === 'constructor' && hasPrototype(item))) {
      throw refused(`The name "${name}" is not allowed`, place)
    }
    refuseText(name, place)
    refuseHarm(item, place)
  }
}

function hasPrototype(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'prototype')
}

function refuseText(text: string, path: readonly string[]): void {
  if (text.includes('\0')) throw refused('Text may not hold the character U+0000', path)
  if (!text.isWellFormed()) throw refused('Text may not hold half of a surrogate pair', path)
}

function refused(message: string, path?: readonly string[]): AppError {
  if (path === undefined) return new AppError('bad_request', { message })
  const place = path.map((name) => name.toWellFormed().replaceAll('\0', '\\u0000')).join('.')
  return new AppError('bad_request', {
    message,
    errors: [{ path: place, code: 'not_allowed', message }],
  })
}
