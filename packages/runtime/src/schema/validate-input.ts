import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv'
import addFormatsPlugin from 'ajv-formats'
import type { FieldError } from '../errors/index.ts'
import { canonicalValue } from './canonical-value.ts'
import { describeProblem, unknownField } from './describe-problem.ts'
import type { FieldSchema, FieldSchemas } from './field-schema.ts'

/**
 * Whose input is checked: what a caller sends to create or change a record, or values set by server code, which may
 * fill read-only and hidden fields too.
 */
export type InputMode = 'create' | 'update' | 'serverCreate' | 'serverUpdate'

/** The part of a resource that the checks need. */
export interface InputRules {
  readonly fields: FieldSchemas
  readonly required: readonly string[]
  /** What the fields belong to, in a sentence; `this record` unless told. */
  readonly words?: string
}

/** Unknown names that are compared with the known ones; what is beyond is not meant well. */
const maxHints = 20

type Compiled = Partial<Record<InputMode, ValidateFunction>>

const compiled = new WeakMap<FieldSchemas, Compiled>()

// The plug-in is published as CommonJS: under ESM its function is the default of the default.
const addFormats = addFormatsPlugin as unknown as (ajv: Ajv, formats: readonly string[]) => void

let shared: Ajv | undefined

/** Validators are compiled when they are first used: compiling all of a large model would cost seconds at start. */
function validatorOf(rules: InputRules, mode: InputMode): ValidateFunction {
  let byMode = compiled.get(rules.fields)
  if (!byMode) {
    byMode = {}
    compiled.set(rules.fields, byMode)
  }
  let validator = byMode[mode]
  if (!validator) {
    shared ??= createAjv()
    validator = shared.compile(inputSchema(rules, mode))
    byMode[mode] = validator
  }
  return validator
}

function createAjv(): Ajv {
  const ajv = new Ajv({ allErrors: true, strict: false, verbose: false, ownProperties: true })
  addFormats(ajv, ['date', 'date-time', 'time', 'duration', 'email', 'uuid', 'uri'])
  return ajv
}

/** The fields that may stand in the input of this mode, as one JSON Schema. */
export function inputSchema(rules: InputRules, mode: InputMode): object {
  const accepted = Object.entries(rules.fields).filter(
    ([, field]) => isFromServer(mode) || isAccepted(field, mode),
  )
  return {
    type: 'object',
    properties: Object.fromEntries(accepted.map(([name, field]) => [name, withoutNotes(field)])),
    required: mode === 'create' || mode === 'serverCreate' ? rules.required : [],
    additionalProperties: false,
  }
}

function isFromServer(mode: InputMode): boolean {
  return mode === 'serverCreate' || mode === 'serverUpdate'
}

function isAccepted(field: FieldSchema, mode: InputMode): boolean {
  if (field.readOnly || field.hidden) return false
  return mode === 'create' || !field.writeOnce
}

/** An enum that may be null must name null, and an integer must be exact, which a generated line need not say. */
function withoutNotes(field: FieldSchema): object {
  const { readOnly, writeOnly, hidden, writeOnce, pii, normalise, ...schema } = field
  const isNullable = Array.isArray(schema.type) && schema.type.includes('null')
  return schema.enum && isNullable && !schema.enum.includes(null)
    ? { ...schema, enum: [...schema.enum, null] }
    : withExactIntegers(schema)
}

/** Beyond these numbers JSON.parse rounds, and no column would take what it gives. */
function withExactIntegers<Schema extends Pick<FieldSchema, 'type' | 'items'>>(
  schema: Schema,
): Schema {
  const { type, items } = schema
  if (items) return { ...schema, items: withExactIntegers(items) }
  const isInteger = type === 'integer' || (Array.isArray(type) && type.includes('integer'))
  if (!isInteger) return schema
  return { minimum: Number.MIN_SAFE_INTEGER, maximum: Number.MAX_SAFE_INTEGER, ...schema }
}

/**
 * Checks input and returns it in its canonical form: text trimmed and lowered where the model says so, instants in UTC.
 * `errors` names every field that is wrong; with any, `value` must not be used.
 */
export function validateInput(
  rules: InputRules,
  mode: InputMode,
  input: unknown,
): { value: { [field: string]: unknown }; errors: FieldError[] } {
  if (typeof input !== 'object' || input === null || Array.isArray(input)) {
    const message = 'The body must be a JSON object'
    return { value: {}, errors: [{ path: '', code: 'type', message }] }
  }
  const value: { [field: string]: unknown } = {}
  const errors: FieldError[] = []
  for (const [name, given] of Object.entries(input)) {
    const field = fieldFor(rules, mode, name)
    if (!field) errors.push(unknownField(name, hintsFor(rules, mode, errors), rules.words))
    else if (given !== undefined) value[name] = normalised(field, given)
  }
  const validate = validatorOf(rules, mode)
  if (!validate(value)) for (const error of describeAll(validate.errors ?? [])) errors.push(error)
  if (errors.length > 0) return { value, errors }
  for (const [name, checked] of Object.entries(value)) {
    const field = rules.fields[name]
    if (field) value[name] = canonicalValue(field, checked)
  }
  return { value, errors: [] }
}

/** To a caller a hidden field is none: neither its name nor that of another like it may say that it is there. */
function fieldFor({ fields }: InputRules, mode: InputMode, name: string): FieldSchema | undefined {
  const field = Object.hasOwn(fields, name) ? fields[name] : undefined
  return field?.hidden && !isFromServer(mode) ? undefined : field
}

function hintsFor(
  rules: InputRules,
  mode: InputMode,
  errors: readonly FieldError[],
): readonly string[] {
  if (errors.length >= maxHints) return []
  return Object.keys(rules.fields).filter((name) => fieldFor(rules, mode, name) !== undefined)
}

function normalised(field: FieldSchema, value: unknown): unknown {
  if (Array.isArray(value)) return bounded(field, value)
  if (typeof value !== 'string') return value
  let text = value
  if (field.normalise?.includes('trim')) text = text.trim()
  if (field.normalise?.includes('lower')) text = text.toLowerCase()
  return boundedText(field, text)
}

/** A text that is too long anyway is not matched to its end; a character has one or two units of UTF-16. */
function boundedText({ maxLength }: FieldSchema, text: string): string {
  const units = maxLength === undefined ? text.length : 2 * maxLength + 2
  return text.length > units ? text.slice(0, units) : text
}

/** A list that is too long anyway is not checked to its end: one entry more than allowed is enough to refuse it. */
function bounded({ maxItems }: FieldSchema, list: readonly unknown[]): readonly unknown[] {
  return maxItems !== undefined && list.length > maxItems ? list.slice(0, maxItems + 1) : list
}

/** One error a path: the first that was found, since later ones often follow from it. */
function describeAll(problems: readonly ErrorObject[]): FieldError[] {
  const byPath = new Map<string, FieldError>()
  for (const problem of problems) {
    const error = describeProblem(problem)
    if (!byPath.has(error.path)) byPath.set(error.path, error)
  }
  return [...byPath.values()]
}
