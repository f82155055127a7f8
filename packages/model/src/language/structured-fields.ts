import type { JsonValue } from '../ir/index.ts'
import { type CommonOptions, defineField, type FieldDefinition } from './field-definition.ts'
import type { Untyped } from './registered.ts'

/** Options of free JSON. */
export interface JsonOptions<T> extends CommonOptions {
  default?: NoInfer<T>
}

/** Options of a list; `min` and `max` count its elements. */
export interface ListOptions<T> extends CommonOptions {
  min?: number
  max?: number
  default?: readonly NoInfer<T>[]
}

/** Options of a choice among `V`. */
export interface ChoiceOptions<V extends string> extends CommonOptions {
  default?: NoInfer<V>
  /** Where each state may go. A state that is not named goes nowhere. */
  transitions?: { readonly [K in NoInfer<V>]?: readonly NoInfer<V>[] }
  /** What a person sees in place of each value. */
  labels?: { readonly [K in NoInfer<V>]?: string }
}

/** Options of files. */
export interface FileOptions extends Omit<CommonOptions, 'unique' | 'index'> {
  /** The largest file: `10MB`. */
  max?: `${number}${'KB' | 'MB' | 'GB'}`
  /** Media types that are accepted, by what is in the file: `image/*`. */
  types?: readonly string[]
  /** Anybody who has the address may fetch it. */
  public?: boolean
  /** Several files: up to 100, or as many as this says. */
  many?: boolean | number
}

/** Options of images. */
export interface ImageOptions extends FileOptions {
  /** The room smaller versions may take, which are made when they are first asked for: `200x200`. */
  thumbs?: readonly `${number}x${number}`[]
}

/** Options of a vector for nearest-neighbour search. */
export interface VectorOptions extends Omit<CommonOptions, 'unique' | 'index'> {
  /** How many numbers each vector has. */
  dimensions: number
  /** How nearness is measured, `cosine` unless given. */
  metric?: 'cosine' | 'euclidean' | 'dot'
}

/** Options of a formula. */
export interface ComputedOptions {
  /** Keep the result in a column, so that it can be filtered and sorted by. */
  stored?: boolean
  doc?: string
  label?: string
  unique?: boolean
  index?: boolean
  hidden?: boolean
  pii?: boolean
  was?: string
  column?: string
  deprecated?: string
  api?: CommonOptions['api']
  ui?: CommonOptions['ui']
}

/** Where something is, in degrees. */
export interface Point {
  lat: number
  lng: number
}

/** A file as hooks and APIs see it. */
export interface StoredFile {
  id: string
  name: string
  /** In bytes. */
  size: number
  type: string
  /** In pixels, of a picture. */
  width?: number
  height?: number
}

/** Free JSON; the type argument says what it holds, which nothing checks at run time. */
export function json<T = JsonValue>(options?: JsonOptions<T>): FieldDefinition<T> {
  return defineField('json', options)
}

/** A list of simple values. */
export function list<T>(
  element: FieldDefinition<T>,
  options?: ListOptions<T>,
): FieldDefinition<T[]> {
  return defineField('list', options, { element })
}

/** One of a closed set of names, with optional rules for how it may change. */
export function choice<const V extends string>(
  values: readonly V[],
  options?: ChoiceOptions<V>,
): FieldDefinition<V> {
  return defineField('choice', options, { values })
}

/** A file, or several with `many`. */
export function file(options?: ImageOptions): FieldDefinition<StoredFile> {
  return defineField('file', options)
}

/** A picture, with smaller versions made from it. */
export function image(options?: ImageOptions): FieldDefinition<StoredFile> {
  return defineField('image', options)
}

/** A place on the earth. */
export function point(options?: CommonOptions): FieldDefinition<Point> {
  return defineField('point', options)
}

/** A list of numbers of fixed length, for nearest-neighbour search. */
export function vector(options: VectorOptions): FieldDefinition<number[]> {
  return defineField('vector', options)
}

/** A value made from the record by a formula, in SQL and in JavaScript alike. */
export function computed<T, R = Untyped>(
  type: FieldDefinition<T>,
  expression: (row: R) => NoInfer<T> | null,
  options?: ComputedOptions,
): FieldDefinition<T, R> {
  return { ...defineField<T>('computed', options), element: type, expression }
}
