import { type CommonOptions, defineField, type FieldDefinition } from './field-definition.ts'

/** Options of times; `min` and `max` in the form of the value. */
export interface TimeOptions extends CommonOptions {
  min?: string
  max?: string
  /** A literal, or `now`. */
  default?: string
}

/** Options of a duration. */
export interface DurationOptions extends CommonOptions {
  default?: string
}

/** A day without a time: `2026-11-20`. */
export function date(options?: TimeOptions): FieldDefinition<string> {
  return defineField('date', options)
}

/** An instant in UTC with milliseconds: `2026-11-20T09:10:00.000Z`. */
export function datetime(options?: TimeOptions): FieldDefinition<string> {
  return defineField('datetime', options)
}

/** A time of day without a day: `09:10:00`. */
export function time(options?: TimeOptions): FieldDefinition<string> {
  return defineField('time', options)
}

/** A length of time in ISO 8601: `PT1H30M`. */
export function duration(options?: DurationOptions): FieldDefinition<string> {
  return defineField('duration', options)
}
