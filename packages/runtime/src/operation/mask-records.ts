import { allOf } from '../access/index.ts'
import { everyRow, keyIsAmong, noRow, type Sql, sql } from '../database/index.ts'
import type { Context } from './context.ts'
import type { AnyRecord } from './list-query.ts'
import { readableField } from './readable-field.ts'
import { reader } from './reader.ts'
import type { Resource } from './resource.ts'
import { tenantRows } from './tenancy/index.ts'

/** Fields that never leave the server, once for each set of fields. */
const secretFields = new WeakMap<object, readonly string[]>()

function secretsOf(resource: Resource): readonly string[] {
  let names = secretFields.get(resource.fields)
  if (!names) {
    names = Object.keys(resource.fields).filter((name) => {
      const field = resource.fields[name]
      return field?.hidden || field?.writeOnly
    })
    secretFields.set(resource.fields, names)
  }
  return names
}

/**
 * Takes out of the records what this caller may not see: hidden and write-only fields when the answer leaves the
 * server, and fields whose read rule says no on that record. Returns the same objects when nothing is to be taken.
 */
export async function maskRecords<Record extends object>(
  context: Context,
  resource: Resource<Record>,
  records: readonly Record[],
): Promise<Record[]> {
  const erased = resource as unknown as Resource
  const everywhere = context.outward ? secretsOf(erased) : []
  const ruled = context.unrestricted ? [] : Object.keys(erased.fieldRules ?? {})
  const partly: PartlyHidden[] = []
  const always = [...everywhere]
  for (const field of ruled) {
    const readable = readableField(context, erased, field)
    if (readable === everyRow) continue
    if (readable === noRow) always.push(field)
    else
      partly.push({
        field,
        hiddenOn: await hiddenOn(context, erased, { field, readable, records }),
      })
  }
  if (always.length === 0 && partly.length === 0) return [...records]
  return records.map((record) => without(record as AnyRecord, always, partly) as Record)
}

interface PartlyHidden {
  readonly field: string
  readonly hiddenOn: (record: AnyRecord) => boolean
}

/** A copy with the rest of the fields: deleting from a copy would make it an object that is slow to read and print. */
function without(
  record: AnyRecord,
  always: readonly string[],
  partly: readonly PartlyHidden[],
): AnyRecord {
  const masked: AnyRecord = {}
  for (const name of Object.keys(record)) {
    if (always.includes(name)) continue
    if (partly.some(({ field, hiddenOn: isHidden }) => field === name && isHidden(record))) continue
    masked[name] = record[name]
  }
  return masked
}

async function hiddenOn(
  context: Context,
  resource: Resource,
  { field, readable, records }: { field: string; readable: Sql; records: readonly object[] },
): Promise<(record: AnyRecord) => boolean> {
  const rule = resource.fieldRules?.[field]?.read
  if (rule?.holds) return (record) => rule.holds?.(record, context.caller) !== true
  const ids = records.map((record) => (record as AnyRecord).id)
  const found = await resource.list(reader(context), {
    visible: tenantRows(context, resource),
    filter: allOf(keyIsAmong(resource.columns, ids), readable),
    order: resource.columns.expression('id'),
    limit: sql`${ids.length}`,
  })
  const readableIds = new Set(found.map((record) => record.id))
  return (record) => !readableIds.has(record.id)
}
