import type { JsonValue } from '../../ir/index.ts'
import { asObject } from '../source-model.ts'

/** What the value of an option must look like. */
export interface OptionShape {
  /** For messages: `true or false`. */
  says: string
  accepts(value: JsonValue): boolean
}

/** The options something has, by name. */
export type OptionTable = Readonly<Record<string, OptionShape>>

/** Yes or no. */
export const flag: OptionShape = {
  says: 'true or false',
  accepts: (value) => typeof value === 'boolean',
}

/** A text that says something. */
export const words: OptionShape = {
  says: 'a text',
  accepts: (value) => typeof value === 'string' && value.trim() !== '',
}

/** A text, which may be empty. */
export const anyText: OptionShape = {
  says: 'a text',
  accepts: (value) => typeof value === 'string',
}

/** Any number. */
export const number: OptionShape = {
  says: 'a number',
  accepts: (value) => typeof value === 'number',
}

/** A number above 0. */
export const positiveNumber: OptionShape = {
  says: 'a number above 0',
  accepts: (value) => typeof value === 'number' && value > 0,
}

/** A whole number JavaScript holds exactly. */
export const integer: OptionShape = {
  says: 'a whole number',
  accepts: (value) => Number.isSafeInteger(value),
}

/** A whole number, 0 or more. */
export const count: OptionShape = {
  says: 'a whole number, 0 or more',
  accepts: (value) => Number.isSafeInteger(value) && Number(value) >= 0,
}

/** A whole number, 1 or more. */
export const positiveCount: OptionShape = {
  says: 'a whole number, 1 or more',
  accepts: (value) => Number.isSafeInteger(value) && Number(value) >= 1,
}

/** A number that may also be written as a string or a bigint literal, so that no digit is lost. */
export const exactNumber: OptionShape = {
  says: "a number, or its digits as a string: '12.50'",
  accepts: (value) =>
    typeof value === 'number' ||
    (typeof value === 'string' && /^-?\d+(\.\d+)?$/.test(value)) ||
    typeof asObject(value)?.$bigint === 'string',
}

/** An object that was written as one. */
export const object: OptionShape = {
  says: 'an object',
  accepts: (value) => {
    const fields = asObject(value)
    return fields !== null && !['$arrow', '$bigint', '$unsupported'].some((key) => key in fields)
  },
}

/** A list of anything. */
export const array: OptionShape = { says: 'a list', accepts: (value) => Array.isArray(value) }

/** Anything that JSON can hold; what it means is checked elsewhere. */
export const anything: OptionShape = { says: 'any value', accepts: () => true }

/** An ISO 4217 code. */
export const currency: OptionShape = {
  says: "a currency code of three capitals: 'USD'",
  accepts: (value) => typeof value === 'string' && /^[A-Z]{3}$/.test(value),
}

/** A size with its unit. */
export const byteSize: OptionShape = {
  says: "a size: '10MB'",
  accepts: (value) => typeof value === 'string' && /^\d+(\.\d+)?(KB|MB|GB)$/.test(value),
}

/** A media type, or all of a kind. */
export const mediaType: OptionShape = {
  says: "a media type: 'application/pdf', 'image/*'",
  accepts: (value) => typeof value === 'string' && /^[a-z]+\/(?:\*|[a-z0-9.+-]+)$/.test(value),
}

/** Width and height in pixels. */
export const pixels: OptionShape = {
  says: "a width and a height up to 4000: '200x200'",
  accepts: (value) =>
    typeof value === 'string' &&
    /^[1-9]\d{0,3}x[1-9]\d{0,3}$/.test(value) &&
    value.split('x').every((side) => Number(side) <= 4_000),
}

/** A length of time in one of the units: `timeSpan('d')` accepts `90d`. */
export function timeSpan(units: string): OptionShape {
  return {
    says: `a number and one of ${[...units].join(', ')}: '30${units.charAt(0)}'`,
    accepts: (value) => typeof value === 'string' && new RegExp(`^\\d+[${units}]$`).test(value),
  }
}

/** One of these texts or flags. */
export function oneOf(...values: (string | boolean)[]): OptionShape {
  return {
    says: values.map((value) => JSON.stringify(value)).join(', '),
    accepts: (value) => values.some((candidate) => candidate === value),
  }
}

/** A list of values of one shape. */
export function listOf(element: OptionShape): OptionShape {
  return {
    says: `a list, each element ${element.says}`,
    accepts: (value) => Array.isArray(value) && value.every((item) => element.accepts(item)),
  }
}

/** A value of either shape. */
export function either(...shapes: OptionShape[]): OptionShape {
  return {
    says: shapes.map((shape) => shape.says).join(', or '),
    accepts: (value) => shapes.some((shape) => shape.accepts(value)),
  }
}
