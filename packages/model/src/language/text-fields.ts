import { type CommonOptions, defineField, type FieldDefinition } from './field-definition.ts'

/** Options of texts; lengths in characters. */
export interface TextOptions extends CommonOptions {
  min?: number
  max?: number
  /** A regular expression in JavaScript syntax, without its slashes. */
  pattern?: string
  default?: string
  /** Cut white space at both ends before anything else. */
  trim?: boolean
  /** Change to lower case before anything else. */
  lower?: boolean
  /** Weight in full-text search, `A` the heaviest. */
  search?: 'A' | 'B' | 'C' | 'D'
  /** One value for each language. */
  i18n?: boolean
}

/** Options of a slug. */
export interface SlugOptions extends TextOptions {
  /** The field it is made from when none is given. */
  from?: string
}

/** Options of a secret; lengths in characters. */
export interface SecretOptions extends Omit<CommonOptions, 'encrypted' | 'writeOnly'> {
  min?: number
  max?: number
  pattern?: string
}

/** Options of a password; lengths in characters. */
export interface PasswordOptions extends Omit<CommonOptions, 'encrypted' | 'writeOnly'> {
  min?: number
  max?: number
}

/** Options of a UUID. */
export interface UuidOptions extends CommonOptions {
  /** A literal, or `uuid` for a new one each time. */
  default?: string
}

/** A text of any length, unless `max` limits it. */
export function text(options?: TextOptions): FieldDefinition<string> {
  return defineField('text', options)
}

/** An address for mail. */
export function email(options?: TextOptions): FieldDefinition<string> {
  return defineField('email', options)
}

/** An absolute http or https address. */
export function url(options?: TextOptions): FieldDefinition<string> {
  return defineField('url', options)
}

/** The part of an address that names a record: lower-case letters, digits and hyphens. */
export function slug(options?: SlugOptions): FieldDefinition<string> {
  return defineField('slug', options)
}

/** A UUID in its 36 characters. */
export function uuid(options?: UuidOptions): FieldDefinition<string> {
  return defineField('uuid', options)
}

/** A text that is accepted, encrypted and never returned. */
export function secret(options?: SecretOptions): FieldDefinition<string> {
  return defineField('secret', options)
}

/** A password: only its hash is kept. */
export function password(options?: PasswordOptions): FieldDefinition<string> {
  return defineField('password', options)
}
