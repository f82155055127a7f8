import { anonymous } from '../../access/index.ts'
import { withKeys } from '../../database/index.ts'
import {
  type AnyRecord,
  type RecordMaker,
  type Registry,
  type Resource,
  recordMakerOf,
} from '../../operation/index.ts'
import { type FieldSchema, type InputRules, validateInput } from '../../schema/index.ts'
import type { LoadRow } from '../protocol.ts'
import type { EntityShape } from '../shape/index.ts'
import { besideNames, besideProblem } from './read-besides.ts'
import { readId, readSystemValue } from './read-value.ts'

/** A row as it is to be written, or why it cannot be. */
export type ReadRow =
  | { readonly record: AnyRecord; readonly passwordHash: string | undefined }
  | { readonly reason: string }

export type RowReader = (row: LoadRow) => ReadRow

export interface RowReaderOptions {
  readonly registry: Registry
  readonly shape: EntityShape
  /** Its records sign in with passwords. */
  readonly hasPasswords: boolean
}

/** What is put together while a row is read. */
interface Reading {
  readonly input: AnyRecord
  readonly given: AnyRecord
  readonly problems: string[]
  passwordHash: string | undefined
}

/**
 * Makes the function that checks rows of an entity as `create` of server code would, and completes them: defaults, slugs,
 * stored formulas. What a record has beside its fields (the id, times, its version) is taken as it comes.
 */
export function createRowReader({ registry, shape, hasPasswords }: RowReaderOptions): RowReader {
  const { resource } = shape
  const rules = rulesOf(shape)
  const complete: RecordMaker = (event) => recordMakerOf(registry.get(resource.name).create)(event)
  const targets = new Map(
    shape.references.map(({ property, target }) => [property, registry.get(target).resource]),
  )
  const system = new Set(shape.system)

  const { columns } = resource
  /** Ids that are made of other properties. */
  const isWorkedOut = (property: string): boolean =>
    columns.has(property) && columns.column(property).parts !== undefined

  function sort(row: LoadRow): Reading {
    const reading: Reading = { input: {}, given: {}, problems: [], passwordHash: undefined }
    for (const [property, value] of Object.entries(row)) {
      if (value === undefined || besideNames.has(property) || isWorkedOut(property)) continue
      if (property === 'passwordHash' && hasPasswords) takePassword(reading, value)
      else if (property === 'id') takeId(reading, { property, value, of: resource })
      else if (targets.has(property) && value !== null) {
        const of = targets.get(property) as Resource
        takeId(reading, { property, value, of, isSystem: system.has(property) })
      } else if (system.has(property)) takeSystem(reading, { property, value, of: resource })
      else reading.input[property] = value
    }
    return reading
  }

  return (row) => {
    if (typeof row !== 'object' || row === null || Array.isArray(row)) {
      return { reason: 'A row must be a JSON object' }
    }
    const reading = sort(row)
    const { value, errors } = validateInput(rules, 'serverCreate', reading.input)
    const beside = besideProblem(row)
    const problems = [
      ...reading.problems,
      ...missingTenant(resource, reading),
      ...(beside === null ? [] : [beside]),
      ...errors.map(({ path, message }) => (path === '' ? message : `${path} ${message}`)),
    ]
    if (problems.length > 0) return { reason: problems.join('; ') }
    const record = completed(resource, complete, { input: value, given: reading.given })
    const broken = brokenChecks(resource, record)
    if (broken.length > 0) return { reason: broken.join('; ') }
    return { record, passwordHash: reading.passwordHash }
  }
}

interface Taken {
  readonly property: string
  readonly value: unknown
  readonly of: Resource
  /** No field stands for it. */
  readonly isSystem?: boolean
}

function takeId(
  { given, input, problems }: Reading,
  { property, value, of, isSystem = false }: Taken,
): void {
  const read = readId(of, value)
  if ('problem' in read) problems.push(`${property} ${read.problem}`)
  else if (isSystem || (property === 'id' && !of.brought)) given[property] = read.value
  else input[property] = read.value
}

function takeSystem({ given, problems }: Reading, { property, value, of }: Taken): void {
  const read = readSystemValue(of.columns, property, value)
  if ('problem' in read) problems.push(`${property} ${read.problem}`)
  else given[property] = read.value
}

const bcrypt = /^\$2[aby]\$\d\d\$[./\w]{53}$/
const argon2id = /^\$argon2id\$v=19\$m=\d{1,7},t=\d{1,2},p=\d\$[\w+/]+\$[\w+/]+$/

function takePassword(reading: Reading, value: unknown): void {
  if (value === null) return
  if (typeof value === 'string' && (bcrypt.test(value) || argon2id.test(value))) {
    reading.passwordHash = value
  } else reading.problems.push('passwordHash must be a hash by bcrypt or argon2id')
}

/** References name records of any id that the application has, and files were looked at when they came. */
function rulesOf({ resource, references }: EntityShape): InputRules {
  const fields: { [field: string]: FieldSchema } = { ...resource.fields }
  for (const { property } of references) {
    const field = fields[property]
    if (field) fields[property] = withoutForm(field)
  }
  for (const property of Object.keys(resource.files ?? {})) {
    if (fields[property]) fields[property] = {}
  }
  return {
    fields,
    required: resource.required,
    words: resource.name,
  }
}

function withoutForm({ format, pattern, ...field }: FieldSchema): FieldSchema {
  return field
}

function completed(
  resource: Resource,
  complete: RecordMaker,
  { input, given }: { readonly input: AnyRecord; readonly given: AnyRecord },
): AnyRecord {
  const { tenant: property = '' } = resource
  const tenant = String(given[property] ?? input[property] ?? '')
  const known = given.id === undefined ? input : { ...input, id: given.id }
  const made = complete({
    input: known,
    caller: anonymous,
    now: new Date().toISOString(),
    tenant,
  })
  const isCounted = resource.key === 'integer' && resource.brought !== true
  const record = { ...made, ...storedOf(resource, input), ...given }
  if (isCounted) record.id = given.id
  return withKeys(
    resource.columns,
    resource.derive ? { ...record, ...resource.derive(record) } : record,
  )
}

/** Nobody calls, so nothing but the row can say whose it is. */
function missingTenant({ tenant }: Resource, { given, input }: Reading): string[] {
  if (tenant === undefined || tenant === 'id') return []
  return (given[tenant] ?? input[tenant] ?? '') === '' ? [`${tenant} is required`] : []
}

/** What a new record is never given, such as when it was deleted, comes as it is too. */
function storedOf({ columns }: Resource, input: AnyRecord): AnyRecord {
  return Object.fromEntries(Object.entries(input).filter(([name]) => columns.has(name)))
}

/** A check that speaks of the time is asked about the time at which the record was written. */
function brokenChecks(resource: Resource, record: AnyRecord): string[] {
  const now = String(record.updatedAt ?? record.createdAt ?? new Date().toISOString())
  return (resource.checks ?? [])
    .filter(({ holds }) => holds && !holds(record, { previous: null, now }))
    .map(({ message }) => message)
}
