import type { EntityIR, FieldIR, JsonValue } from '@cambium/model'
import {
  heldTogether,
  isAcceptedOnCreate,
  isFilled,
  isRequiredOnCreate,
  recordFields,
} from '../entity-fields.ts'
import { sampleValue } from '../sample-value.ts'
import { holdsFor } from './evaluate.ts'

/** Plain values for a record, without its relations. */
export interface SampleRecord {
  [field: string]: JsonValue
}

/**
 * The fewest values that make a valid record and meet every check of the model; null when none were found. `byServer`
 * fills also what callers may not send.
 */
export function sampleRecord(
  entity: EntityIR,
  n: number,
  { byServer }: { byServer: boolean },
): SampleRecord | null {
  const fields = recordFields(entity).filter((field) => isSampled(field, byServer))
  const together = heldTogether(entity)
  const isFree = ({ name, nullable }: FieldIR): boolean => !(nullable && together.has(name))
  const required = fields.filter((field) => isNeeded(field, byServer))
  const open = fields.filter(isOpen(entity)).filter(isFree)
  const candidates = [
    valuesOf(required, n),
    valuesOf(open, n),
    { ...valuesOf(required, n), ...falseValues(open) },
    {
      ...valuesOf(open, n),
      ...falseValues(open),
    },
  ]
  return (
    candidates.find((values) => isComplete(values, required) && meetsChecks(entity, values)) ?? null
  )
}

/** Would a record with these values meet every check? */
export function meetsChecks(entity: EntityIR, values: SampleRecord): boolean {
  const row = { ...defaultsOf(entity), ...values }
  return entity.checks.every(({ expression }) => holdsFor(expression, row))
}

/** Fields that server code alone must fill: without it a caller's create cannot succeed. */
export function needsServerCode(entity: EntityIR): boolean {
  return entity.fields.some((field) => !isAcceptedOnCreate(field) && isNeeded(field, true))
}

function isSampled(field: FieldIR, byServer: boolean): boolean {
  if (!isFilled(field) || field.computed || field.reference) return false
  return byServer || isAcceptedOnCreate(field)
}

function isNeeded(field: FieldIR, byServer: boolean): boolean {
  if (!isFilled(field) || field.computed || field.nullable) return false
  if (field.default !== null || field.slugFrom) return false
  return byServer || isRequiredOnCreate(field)
}

/** Fields with a write rule are left to those the rule is about. */
function isOpen(entity: EntityIR): (field: FieldIR) => boolean {
  const ruled = new Set(entity.fieldAccess.filter(({ write }) => write).map(({ field }) => field))
  return ({ name }) => !ruled.has(name)
}

function valuesOf(fields: readonly FieldIR[], n: number): SampleRecord {
  return Object.fromEntries(
    fields
      .map((field) => [field.name, sampleValue(field, n)] as const)
      .filter(([, value]) => value !== null),
  )
}

function falseValues(fields: readonly FieldIR[]): SampleRecord {
  return Object.fromEntries(
    fields.filter(({ value }) => value === 'boolean').map(({ name }) => [name, false]),
  )
}

function isComplete(values: SampleRecord, required: readonly FieldIR[]): boolean {
  return required.every(({ name }) => name in values)
}

function defaultsOf(entity: EntityIR): SampleRecord {
  return Object.fromEntries(
    entity.fields.map(({ name, default: preset }) => [
      name,
      preset && 'literal' in preset ? preset.literal : null,
    ]),
  )
}
