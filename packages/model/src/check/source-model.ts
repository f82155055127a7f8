import type { JsonValue } from '../ir/index.ts'

/** A model as it was read from disk, before anything is known to be right. */
export interface SourceModel {
  /** What `serialiseDefinition` made of the default export of `cambium.config.ts`; `null` without that file. */
  config: JsonValue
  /** One for each model file, in any order. */
  entities: SourceEntity[]
  /** One for each file of logic, in any order. */
  logic?: SourceLogic[]
}

/** The kinds of files that hold logic. */
export type LogicKind = 'function' | 'job' | 'workflow' | 'handler' | 'mail'

/** One file of logic: what can be said of it without running it. */
export interface SourceLogic {
  kind: LogicKind
  /** Path relative to the project, with `/`: `src/functions/calculate-sales.ts`. */
  file: string
  /** What it exports. */
  name: string
  /** What `serialiseDefinition` made of its options, all but what is code. */
  options: JsonValue
  /** The event of a handler. */
  event?: string
  /** The comment above the export, without its marks. */
  doc?: string | null
  /** The comments above the fields of its input and output. */
  fieldDocs?: { [option: string]: { [field: string]: string } }
}

/** One model file. */
export interface SourceEntity {
  /** Path relative to the project, with `/`: `src/tasks/task.model.ts`. */
  file: string
  /** What `serialiseDefinition` made of its default export. */
  definition: JsonValue
  /** The comment above the `entity()` call, without its marks. */
  doc?: string | null
  /** The comments above fields. */
  fieldDocs?: { [field: string]: string }
}

/** An object of plain JSON. */
export interface JsonObject {
  [key: string]: JsonValue
}

/** The value as an object, `null` when it is anything else. */
export function asObject(value: JsonValue | undefined): JsonObject | null {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null
}

/** The text of a serialised arrow, `null` when the value is anything else. */
export function arrowText(value: JsonValue | undefined): string | null {
  const text = asObject(value)?.$arrow
  return typeof text === 'string' ? text : null
}

/** True for what a builder of that name made: `entity`, `field`, `index`, `rule`, `config`. */
export function isMade(value: JsonValue | undefined, by: string): value is JsonObject {
  const object = asObject(value)
  return object !== null && Object.hasOwn(object, 'cambium') && object.cambium === by
}

/** Names what a value is, for messages: `"abc"`, `12`, `a list`. */
export function describe(value: JsonValue | undefined): string {
  if (value === undefined) return 'nothing'
  if (Array.isArray(value)) return 'a list'
  const object = asObject(value)
  if (object === null) return shorten(JSON.stringify(value))
  if (typeof object.$unsupported === 'string') return object.$unsupported
  if (typeof object.$bigint === 'string') return `${object.$bigint}n`
  if (object.$arrow !== undefined) return 'a function'
  if (object.cambium === 'field') return `${String(object.kind)}()`
  if (typeof object.cambium === 'string') return `${object.cambium}()`
  return 'an object'
}

function shorten(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}...` : text
}
