import type { SourceType } from '../../source/index.ts'

/** What is taken for a column after its values were looked at. */
export interface Fitting {
  type: SourceType
  /** What a person should know of it. */
  text: string | null
}

/** How the values of a kind of columns are looked at. */
export interface ValueLook {
  isWanted(type: SourceType): boolean
  /** An expression over all values of a column, as JSON. */
  expression(name: string): string
  /** What to take them for; `null`: what was taken. */
  fit(answer: unknown, type: SourceType): Fitting | null
}

/** Digits of a decimal. */
const mostDigits = 18
const usualScale = 6

const lists: ValueLook = {
  isWanted: ({ kind }) => kind === 'list',
  expression: (name) =>
    `to_json(bool_or(case when array_ndims(${name}) > 1 then true else array_position(${name}::text[], null) is not null end))`,
  fit(answer) {
    const text = 'its lists hold nulls or lists: it comes as JSON'
    return answer === true ? { type: { kind: 'json' }, text } : null
  },
}

const durations: ValueLook = {
  isWanted: ({ kind }) => kind === 'duration',
  expression: (name) => `to_json(bool_or(${name}::text ~ '[-.]'))`,
  fit(answer) {
    const text =
      'it holds lengths of time that are negative or have parts of seconds: it comes as text'
    return answer === true ? { type: { kind: 'other' }, text } : null
  },
}

const decimals: ValueLook = {
  isWanted: (type) =>
    type.kind === 'decimal' && (type.precision === null || type.precision > mostDigits),
  expression(name) {
    const digits = `ltrim(${name}::numeric::text, '-')`
    const isNumber = `filter (where ${digits} ~ '^[0-9]')`
    const whole = `max(length(split_part(${digits}, '.', 1))) ${isNumber}`
    const fraction = `max(length(rtrim(split_part(${digits}, '.', 2), '0'))) ${isNumber}`
    return `json_build_array(${whole}, ${fraction})`
  },
  fit(answer, type) {
    const [whole, fraction] = Array.isArray(answer) ? answer : []
    if (typeof whole !== 'number' || typeof fraction !== 'number') return null
    if (type.kind !== 'decimal') return null
    if (whole + fraction > mostDigits) {
      const text = `it holds numbers of ${whole + fraction} digits, and decimals here have ${mostDigits}: it comes as text`
      return { type: { kind: 'other' }, text }
    }
    const room = Math.min(type.scale ?? usualScale, mostDigits - whole)
    const scale = Math.max(fraction, room)
    return { type: { kind: 'decimal', precision: mostDigits, scale }, text: null }
  },
}

/** Those there are; a column is looked at by the first that wants it. */
export const valueLooks: readonly ValueLook[] = [lists, durations, decimals]
