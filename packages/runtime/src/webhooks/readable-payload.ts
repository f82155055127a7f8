import { everyRow, noRow, type Sql, sql } from '../database/index.ts'
import type { DeclaredEvent } from '../hooks/index.ts'
import {
  type AnyRecord,
  type Context,
  maskRecords,
  type Resource,
  visibleRelated,
} from '../operation/index.ts'

/** An event and the entity that declares it. */
export interface ToldOf {
  readonly declared: DeclaredEvent
  /** `Order:42`; null for an event of no record. */
  readonly of: string | null
  readonly payload: unknown
}

/**
 * What the caller of the context may be told of an event: without the fields it may not read, and undefined where it
 * may not see the record at all. It must see the record as it is now, and as the event has it: where the record is gone
 * only the latter counts, and a rule that needs other rows says no. The context has a transaction.
 */
export async function readablePayload(
  context: Context,
  event: ToldOf,
): Promise<unknown | undefined> {
  const { resource } = context.services.registry.get(event.declared.entity)
  const visible = visibleRelated(context, resource)
  if (visible === noRow) return undefined
  const values = objectOf(event.payload)
  const snapshot = objectOf(values?.record)
  if (values !== undefined && snapshot !== undefined && isWritten(event)) {
    return writtenPayload(context, resource, { values, snapshot, visible })
  }
  return declaredPayload(context, resource, { event, values, visible })
}

/** What hooks and people emit is checked as it was declared; only `order.created` and its kin hold whole records. */
function isWritten({ declared }: ToldOf): boolean {
  return declared.payload === undefined && /\.(?:created|updated|deleted)$/.test(declared.name)
}

interface Written {
  readonly values: AnyRecord
  readonly snapshot: AnyRecord
  readonly visible: Sql
}

async function writtenPayload(
  context: Context,
  resource: Resource,
  { values, snapshot, visible }: Written,
): Promise<unknown | undefined> {
  if (!(await mayKnow(context, resource, { snapshot, visible }))) return undefined
  const hiddenNow = await hiddenInRow(context, resource, snapshot.id)
  const shown = async (record: AnyRecord): Promise<AnyRecord> => {
    const [masked = {}] = await maskRecords(context, resource, [record])
    return without(masked, hiddenNow)
  }
  const record = await shown(snapshot)
  const { previous, changed, ...rest } = values
  const before = objectOf(previous)
  const toldBefore = before && holdsFor(context, resource, { record: before, visible })
  return {
    ...rest,
    record,
    ...(toldBefore && { previous: await shown(before) }),
    ...(Array.isArray(changed) && { changed: changed.filter((name) => name in record) }),
  }
}

/** What the caller may not read of the record as it is now, whatever it was like. */
async function hiddenInRow(context: Context, resource: Resource, id: unknown): Promise<string[]> {
  if (!Object.values(resource.fieldRules ?? {}).some(({ read }) => read)) return []
  const row = await rowWhere(context, resource, { id, visible: everyRow })
  return row ? hiddenIn(context, resource, row) : []
}

function without(record: AnyRecord, hidden: readonly string[]): AnyRecord {
  if (hidden.length === 0) return record
  return Object.fromEntries(Object.entries(record).filter(([name]) => !hidden.includes(name)))
}

async function mayKnow(
  context: Context,
  resource: Resource,
  { snapshot, visible }: Omit<Written, 'values'>,
): Promise<boolean> {
  if (visible === everyRow) return true
  const seen = await rowWhere(context, resource, { id: snapshot.id, visible })
  if (seen !== undefined) {
    return resource.read.holds?.(snapshot, context.caller) ?? true
  }
  const isThere = await rowWhere(context, resource, { id: snapshot.id, visible: everyRow })
  return isThere === undefined && holdsFor(context, resource, { record: snapshot, visible })
}

/** The rule on values that no row has any more, and the tenant beside it. */
function holdsFor(
  context: Context,
  resource: Resource,
  { record, visible }: { record: AnyRecord; visible: Sql },
): boolean {
  if (visible === everyRow) return true
  const isOfTenant =
    resource.tenant === undefined || String(record[resource.tenant]) === context.caller.tenant
  if (!isOfTenant) return false
  if (resource.read.where(context.caller) === everyRow) return true
  return resource.read.holds?.(record, context.caller) === true
}

interface Declared {
  readonly event: ToldOf
  readonly values: AnyRecord | undefined
  readonly visible: Sql
}

/** Members that bear the name of a field obey its rules, on the record as it is now. */
async function declaredPayload(
  context: Context,
  resource: Resource,
  { event, values, visible }: Declared,
): Promise<unknown | undefined> {
  const id = idIn(resource, event.of)
  const row = id && (await rowWhere(context, resource, { id, visible }))
  if (!row && visible !== everyRow && !(await isOfNobody(context, resource, id))) return undefined
  if (values === undefined) return event.payload
  const hidden = row
    ? await hiddenIn(context, resource, row)
    : Object.keys(resource.fields).filter((name) => isGuarded(resource, name))
  return without(values, hidden)
}

/** An event without a record, or of one that is gone: for who may read every record of its tenant. */
async function isOfNobody(
  context: Context,
  resource: Resource,
  id: string | number | undefined,
): Promise<boolean> {
  if (resource.read.where(context.caller) !== everyRow) return false
  return (
    id === undefined || (await rowWhere(context, resource, { id, visible: everyRow })) === undefined
  )
}

async function hiddenIn(context: Context, resource: Resource, row: AnyRecord): Promise<string[]> {
  const [masked] = await maskRecords(context, resource, [row])
  return Object.keys(row).filter((name) => masked !== undefined && !(name in masked))
}

function isGuarded({ fields, fieldRules }: Resource, name: string): boolean {
  const field = fields[name]
  return Boolean(field?.hidden || field?.writeOnly || fieldRules?.[name]?.read)
}

async function rowWhere(
  context: Context,
  resource: Resource,
  { id, visible }: { id: unknown; visible: Sql },
): Promise<AnyRecord | undefined> {
  const key = resource.columns.expression('id')
  const [row] = await resource.list(context.transaction ?? context.services.database, {
    visible,
    filter: sql`${key} = ${resource.columns.encode('id', id)}`,
    order: key,
    limit: sql`1`,
  })
  return row
}

function idIn({ key }: Resource, of: string | null): string | number | undefined {
  if (of === null) return undefined
  const id = of.slice(of.indexOf(':') + 1)
  return key === 'integer' ? Number(id) : id
}

function objectOf(value: unknown): AnyRecord | undefined {
  const isObject = typeof value === 'object' && value !== null && !Array.isArray(value)
  return isObject ? (value as AnyRecord) : undefined
}

/** The tenant that an event is of: that of its record where it is known, else that of the call. */
export function tenantOfEvent(
  resource: Resource,
  { payload, tenant }: { payload: unknown; tenant: string | null },
): string | null {
  const { tenant: field } = resource
  const record = objectOf(objectOf(payload)?.record)
  if (field === undefined || record?.[field] === undefined) return tenant
  return String(record[field])
}
