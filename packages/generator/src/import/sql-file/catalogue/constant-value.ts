import type { JsonValue } from '@cambium/model'
import type { Node } from 'libpg-query'
import { valueReader } from '../../postgres/values/index.ts'
import { namesOf, operatorOf } from '../../postgres-parser/index.ts'
import type { SourceType } from '../../source/index.ts'
import { durationText } from './duration-text.ts'
import { dayText, instantText, timeText } from './instant-text.ts'

/** The type that a constant is read as. */
export interface ConstantType {
  type: SourceType
  base: string
}

/** The value of a literal, a list of them or a cast of either, in record form; `undefined` where it is none. */
export function constantValue(node: Node, wanted: ConstantType): JsonValue | undefined {
  if ('A_ArrayExpr' in node) {
    const of = wanted.type.kind === 'list' ? wanted.type.of : wanted.type
    const items = (node.A_ArrayExpr.elements ?? []).map((part) =>
      constantValue(part, { ...wanted, type: of }),
    )
    const known = items.filter((item) => item !== undefined)
    return known.length === items.length ? known : undefined
  }
  if ('TypeCast' in node && node.TypeCast.arg !== undefined) {
    const { arg, typeName } = node.TypeCast
    const isMoving = /^'?(?:now|today|tomorrow|yesterday)'?$/i.test(constantText(arg) ?? '')
    const isArray = (typeName?.arrayBounds ?? []).length > 0
    if (isMoving && /^(date|time|timestamp)/.test(namesOf(typeName?.names))) return undefined
    return isArray && wanted.type.kind !== 'list' ? undefined : constantValue(arg, wanted)
  }
  if ('A_Const' in node && node.A_Const.isnull === true) return null
  const text = constantText(node)
  return text === undefined ? undefined : readText(text, wanted)
}

/** A literal as PostgreSQL would print its value; `undefined` where the node is none. */
export function constantText(node: Node): string | undefined {
  if ('A_Expr' in node) {
    const { name, lexpr, rexpr } = node.A_Expr
    const inner = lexpr === undefined && rexpr !== undefined ? constantText(rexpr) : undefined
    if (inner === undefined || !/^[\d.]/.test(inner)) return undefined
    const sign = operatorOf(name)
    return sign === '-' ? `-${inner}` : sign === '+' ? inner : undefined
  }
  if (!('A_Const' in node)) return undefined
  const { ival, fval, sval, boolval, bsval } = node.A_Const
  if (ival !== undefined) return String(ival.ival ?? 0)
  if (fval !== undefined) return fval.fval ?? '0'
  if (sval !== undefined) return sval.sval ?? ''
  if (boolval !== undefined) return boolval.boolval === true ? 't' : 'f'
  return bsval?.bsval?.slice(1)
}

/** The text of a literal, which may be written in more ways than PostgreSQL prints it, in record form. */
export function readText(text: string, { type, base }: ConstantType): JsonValue | undefined {
  try {
    return valueReader(type, base)(normalText(text, type))
  } catch {
    return undefined
  }
}

/** The form that PostgreSQL itself prints. */
export function normalText(text: string, type: SourceType): string {
  switch (type.kind) {
    case 'boolean':
      return /^\s*(?:t|tr|tru|true|y|ye|yes|on|1)\s*$/i.test(text) ? 't' : 'f'
    case 'instant':
      return instantText(text)
    case 'date':
      return dayText(text)
    case 'time':
      return timeText(text)
    case 'bytes':
      return text.startsWith('\\x') ? text : `\\x${Buffer.from(text, 'utf8').toString('hex')}`
    case 'uuid':
      return text.toLowerCase()
    case 'decimal':
      return scaledText(decimalText(text), type.scale)
    case 'duration':
      return durationText(text)
    default:
      return text
  }
}

/** `$1,234.50` and `1e3` as digits. */
function decimalText(text: string): string {
  if (/^-?\d+(?:\.\d+)?$/.test(text)) return text
  const digits = text.replaceAll(/[$,\s]/g, '')
  const [, sign = '', whole = '', fraction = '', power] =
    /^([+-]?)(\d*)\.?(\d*)e([+-]?\d{1,3})$/i.exec(digits) ?? []
  if (power === undefined) return digits.replace(/^\+/, '').replace(/^(-?)\./, '$10.')
  const all = whole + fraction
  const point = whole.length + Number(power)
  const padded = point > all.length ? all.padEnd(point, '0') : all
  const before = point <= 0 ? '0' : padded.slice(0, point)
  const after = point <= 0 ? '0'.repeat(-point) + padded : padded.slice(point)
  return `${sign === '-' ? '-' : ''}${before}${after === '' ? '' : `.${after}`}`
}

/** Digits with as many places as the type has, rounded as PostgreSQL does, halves away from zero. */
function scaledText(digits: string, scale: number | null): string {
  const [, sign, whole = '', fraction = ''] = /^(-?)(\d+)(?:\.(\d*))?$/.exec(digits) ?? []
  if (sign === undefined || scale === null || scale < 0 || fraction.length === scale) return digits
  if (fraction.length < scale) return `${sign}${whole}.${fraction.padEnd(scale, '0')}`
  const kept = BigInt(whole + fraction.slice(0, scale)) + (Number(fraction[scale]) >= 5 ? 1n : 0n)
  const text = String(kept).padStart(scale + 1, '0')
  const place = text.length - scale
  const rounded = scale === 0 ? text : `${text.slice(0, place)}.${text.slice(place)}`
  return kept === 0n ? rounded : `${sign}${rounded}`
}
