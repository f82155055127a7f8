import type { JsonValue } from '@cambium/model'
import { parseExactJson } from '../../exact-json/index.ts'
import type { SourceType } from '../../source/index.ts'
import { type ArrayItem, readArrayText } from './array-text.ts'
import { readHstoreText } from './hstore-text.ts'
import { readPointBytes } from './point-bytes.ts'
import { readDateText, readInstantText } from './time-text.ts'

/** Makes a value of the text that the server wrote. */
export type ReadValue = (text: string) => JsonValue

/** How values of a type are read; `base` is the name of the server's type underneath. */
export function valueReader(type: SourceType, base: string): ReadValue {
  switch (type.kind) {
    case 'integer':
      return type.bits === 64 ? readBigInteger : Number
    case 'real':
      return readReal
    case 'boolean':
      return (text) => text === 'true' || text === 't'
    case 'time':
      return (text) => text.slice(0, 8)
    case 'date':
      return readDateText
    case 'instant':
      return readInstantText
    case 'json':
      return base === 'hstore' ? readHstoreText : parseExactJson
    case 'bytes':
      return (text) => Buffer.from(text.slice(2), 'hex').toString('base64')
    case 'point':
      return readPointBytes
    case 'list': {
      const read = valueReader(type.of, base)
      return (text) =>
        readArrayText(text, base === 'box' ? ';' : ',').map((item) => readItem(item, read))
    }
    default:
      return type.kind === 'text' && type.padded === true ? (text) => text.trimEnd() : same
  }
}

const same: ReadValue = (text) => text

/** Digits stay a text where a number would lose some. */
function readBigInteger(text: string): JsonValue {
  const value = Number(text)
  return Number.isSafeInteger(value) ? value : text
}

/** JSON knows no `NaN` and no `Infinity`: they stay texts, which no field of numbers takes. */
function readReal(text: string): JsonValue {
  const value = Number(text)
  return Number.isFinite(value) ? value : text
}

function readItem(item: ArrayItem, read: ReadValue): JsonValue {
  if (item === null) return null
  return typeof item === 'string' ? read(item) : item.map((one) => readItem(one, read))
}
