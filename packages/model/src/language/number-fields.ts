import { type CommonOptions, defineField, type FieldDefinition } from './field-definition.ts'

/** Options of numbers. */
export interface NumberOptions extends CommonOptions {
  min?: number
  max?: number
  /** Values are whole multiples of it. */
  step?: number
  default?: number
}

/** Options of amounts; `min`, `max` and `default` in minor units. */
export interface MoneyOptions extends NumberOptions {
  /** ISO 4217 code: `USD`. */
  currency?: string
  /** Minor units as digits after the point, 2 unless given. */
  scale?: number
}

/** Options of exact numbers, written as strings so that no digit is lost. */
export interface DecimalOptions extends CommonOptions {
  min?: number | string
  max?: number | string
  default?: number | string
  /** Digits after the point, 2 unless given. */
  scale?: number
  /** Digits altogether, 18 unless given, which is also the most. */
  precision?: number
}

/** Options of 64-bit integers, written as strings so that no digit is lost. */
export interface BigintOptions extends CommonOptions {
  min?: number | string | bigint
  max?: number | string | bigint
  default?: number | string | bigint
}

/** Options of yes or no. */
export interface BoolOptions extends CommonOptions {
  default?: boolean
}

/** An integer that JavaScript holds exactly (up to 2^53 - 1). */
export function int(options?: NumberOptions): FieldDefinition<number> {
  return defineField('int', options)
}

/** A number with rounding: measurements, never amounts. */
export function float(options?: NumberOptions): FieldDefinition<number> {
  return defineField('float', options)
}

/** An exact amount as an integer of minor units: 1999 is 19.99. */
export function money(options?: MoneyOptions): FieldDefinition<number> {
  return defineField('money', options)
}

/** An exact number with a fixed count of digits after the point, as a string. */
export function decimal(options?: DecimalOptions): FieldDefinition<string> {
  return defineField('decimal', options)
}

/** A 64-bit integer, as a string. */
export function bigint(options?: BigintOptions): FieldDefinition<string> {
  return defineField('bigint', options)
}

/** Yes or no. */
export function bool(options?: BoolOptions): FieldDefinition<boolean> {
  return defineField('bool', options)
}
