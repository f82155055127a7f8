import type { JsonValue } from '@cambium/model'
import type { SourceType } from '../source/index.ts'
import type { Carry, FieldKindDesign } from './import-design.ts'

/** A type of the source in the words of the model. */
export interface TypeDesign {
  kind: FieldKindDesign
  options: { [option: string]: JsonValue }
  values: string[]
  element: TypeDesign | null
  carry: Carry
  /** What is another than in the source, for the summary; `null` when nothing is. */
  note: string | null
}

/** Characters of base64 that a megabyte takes. */
const megabyteText = 1_398_104

/** The most digits a decimal has here. */
const mostDigits = 18

/** The type of the model that keeps the values of a foreign one. */
export function typeDesignOf(type: SourceType): TypeDesign {
  switch (type.kind) {
    case 'text':
      return textType(type)
    case 'integer':
      return type.bits === 64
        ? made('bigint', { carry: 'digits' })
        : made('int', { carry: 'number' })
    case 'real':
      return made('float', { carry: 'number' })
    case 'decimal':
      return decimalType(type)
    case 'boolean':
      return made('bool')
    case 'instant':
      return made('datetime')
    case 'uuid':
      return made('uuid', { carry: 'lower' })
    case 'list':
      return listType(type.of)
    case 'choice':
      return choiceType(type.values)
    case 'bytes':
      return made('text', {
        options: { max: megabyteText },
        note: 'bytes come as base64, up to one megabyte each; a file() keeps larger ones',
      })
    case 'file':
      return made('text', {
        note: 'the addresses of files come, and the files stay where they are',
      })
    case 'passwordHash':
      return made('text')
    case 'other':
      return made('text', { carry: 'text', note: 'comes as text' })
    default:
      return made(type.kind)
  }
}

function made(kind: FieldKindDesign, more: Partial<TypeDesign> = {}): TypeDesign {
  return { kind, options: {}, values: [], element: null, carry: 'same', note: null, ...more }
}

function textType({ max, padded }: SourceType & { kind: 'text' }): TypeDesign {
  return made('text', {
    options: max === null || max < 1 ? {} : { max },
    carry: padded === true ? 'trimEnd' : 'same',
  })
}

/** Money is never a float. What has more digits than a decimal takes is refused row by row, and said. */
function decimalType({ precision, scale }: SourceType & { kind: 'decimal' }): TypeDesign {
  const digits = precision ?? mostDigits + 1
  const wanted = scale ?? (precision === null ? 6 : 0)
  const carry = 'digits'
  if (digits <= mostDigits && wanted >= 0 && wanted <= digits && digits > 0) {
    return made('decimal', { options: { precision: digits, scale: wanted }, carry })
  }
  if (wanted > digits && wanted <= mostDigits) {
    return made('decimal', { options: { precision: wanted, scale: wanted }, carry })
  }
  const kept = Math.min(Math.max(wanted, 0), 6)
  return made('decimal', {
    options: { precision: mostDigits, scale: kept },
    carry,
    note: `comes with ${mostDigits} digits, ${kept} of them after the point: a row with more is put aside and reported`,
  })
}

const simple: ReadonlySet<FieldKindDesign> = new Set([
  ...(['text', 'email', 'url', 'int', 'float', 'decimal', 'bigint', 'bool'] as const),
  ...(['date', 'datetime', 'time', 'duration', 'uuid', 'choice'] as const),
])

function listType(of: SourceType): TypeDesign {
  const element = typeDesignOf(of)
  if (of.kind === 'bytes' || !simple.has(element.kind)) {
    return made('json', { note: 'comes as JSON: lists hold simple values' })
  }
  return made('list', { element: { ...element, note: null }, note: element.note })
}

function choiceType(values: readonly string[]): TypeDesign {
  const problem = choiceProblem(values)
  if (problem === null) return made('choice', { values: [...values] })
  return made('text', {
    note: `its values come as text, for no choice can be made of them: ${problem}`,
  })
}

/** Why values are no choices; `null` when they are. */
export function choiceProblem(values: readonly string[]): string | null {
  if (values.length === 0) return 'there are none'
  if (values.some((value) => value.trim() === '')) return 'one of them is empty'
  if (new Set(values).size < values.length) return 'one stands there twice'
  const isPlain = values.every((value) => value.isWellFormed() && !hasControl(value))
  return isPlain ? null : 'one has letters that cannot be printed'
}

function hasControl(value: string): boolean {
  return [...value].some((letter) => letter < ' ' || letter === '\u007f')
}
