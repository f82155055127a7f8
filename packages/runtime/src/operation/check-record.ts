import { allOf } from '../access/index.ts'
import { everyRow, keyIs, type Sql } from '../database/index.ts'
import type { FieldError } from '../errors/index.ts'
import type { AnyRecord } from './list-query.ts'
import type { RecordId } from './operation-types.ts'
import { invalidInput } from './refusal.ts'
import type { Resource } from './resource.ts'
import { tenantRows } from './tenancy/index.ts'
import type { WriteContext } from './transact.ts'

/** Refuses final values that break a check of the model, those that can be decided without the database. */
export function checkInMemory(
  resource: Resource,
  record: AnyRecord,
  event: { previous: AnyRecord | null; now: string },
): void {
  const errors: FieldError[] = []
  for (const check of resource.checks ?? []) {
    if (check.holds && !check.holds(record, event)) {
      errors.push({ path: '', code: 'check', message: check.message })
    }
  }
  if (errors.length > 0) throw refusedChecks(errors)
}

/** Refuses a written record that breaks a check which needs related rows. The transaction is undone with it. */
export async function checkInDatabase(
  context: WriteContext,
  resource: Resource,
  { id, ...event }: { id: RecordId; previous: AnyRecord | null; now: string },
): Promise<void> {
  const errors: FieldError[] = []
  for (const check of resource.checks ?? []) {
    if (!check.where) continue
    if (!(await rowExists(context, resource, { id, where: check.where(event) }))) {
      errors.push({ path: '', code: 'check', message: check.message })
    }
  }
  if (errors.length > 0) throw refusedChecks(errors)
}

function refusedChecks(errors: FieldError[]): Error {
  const [first] = errors
  const refusal = invalidInput(errors)
  if (errors.length === 1 && first) refusal.message = first.message
  return refusal
}

/** Does the row with this id meet the condition, as the transaction sees it now? */
export async function rowExists(
  context: WriteContext,
  resource: Resource,
  { id, where }: { id: RecordId; where: Sql },
): Promise<boolean> {
  if (where === everyRow) return true
  const found = await resource.count(context.transaction, {
    visible: allOf(tenantRows(context, resource), keyIs(resource.columns, id), where),
    filter: everyRow,
    order: everyRow,
    limit: everyRow,
  })
  return found > 0
}

/** Refuses a change of state that the model does not name. It holds for server code too: it is a rule of the data. */
export function checkTransitions(resource: Resource, previous: AnyRecord, next: AnyRecord): void {
  const errors: FieldError[] = []
  for (const [field, moves] of Object.entries(resource.transitions ?? {})) {
    const from = previous[field]
    const to = next[field]
    if (from === to || from === null || to === null) continue
    const allowed = moves[String(from)] ?? []
    if (allowed.includes(String(to))) continue
    const way = allowed.length > 0 ? `it can become ${allowed.join(' or ')}` : 'it is final'
    errors.push({
      path: field,
      code: 'transition',
      message: `cannot go from ${from} to ${to}: ${way}`,
    })
  }
  if (errors.length > 0) throw invalidInput(errors)
}

/** A caller may start a record only in the first state of a choice that has transitions. */
export function checkInitial(resource: Resource, input: AnyRecord): void {
  const errors: FieldError[] = []
  for (const [field, first] of Object.entries(resource.initial ?? {})) {
    const given = input[field]
    if (given === undefined || given === first) continue
    errors.push({ path: field, code: 'transition', message: `must be ${first} at first` })
  }
  if (errors.length > 0) throw invalidInput(errors)
}
