import type { JsonValue } from '@cambium/model'
import { findElements, readElements } from '../json-file/index.ts'
import type { RowBatch, SourceRow, SourceRows, TableName } from '../source/index.ts'
import { accessListOf, flagNames, keptEntries } from './access/index.ts'
import { cleanRecord, type DeclaredTypes } from './clean-record.ts'
import type { ClassPlan } from './describe-class.ts'
import type { ParseExport } from './find-export.ts'
import { instantOf, isObject, type JsonObject, pointerOf } from './parse-value.ts'
import { readValue } from './read-value.ts'
import { type ReadRoles, userColumns } from './users/index.ts'

/** What the rows of an export are read by. */
export interface RowSite {
  files: ParseExport
  plans: ReadonlyMap<string, ClassPlan>
  roles: ReadRoles
}

interface Place {
  path: string
  declared: DeclaredTypes
  rowsOf(record: JsonObject): SourceRow[]
}

interface Position {
  byte: number
  /** Rows of the record that begins there and were read already. */
  skip: number
}

/** Reads the records of classes, and the pairs of relations, as streams; a position is a byte of the file. */
export function parseRows(site: RowSite): SourceRows {
  return {
    async *read(table, { after, size }) {
      const place = placeOf(site, table)
      const start = place === null ? undefined : findElements(place.path)?.start
      if (place === null || start === undefined) return
      yield* batches(place, { from: positionIn(after) ?? { byte: start, skip: 0 }, size })
    },
    count: async ({ name }) => site.plans.get(name)?.rows ?? null,
  }
}

async function* batches(
  { path, declared, rowsOf }: Place,
  { from, size }: { from: Position; size: number },
): AsyncGenerator<RowBatch> {
  let rows: SourceRow[] = []
  let before = from.byte
  let { skip } = from
  for await (const { values, ends } of readElements(path, from.byte)) {
    for (const [index, value] of values.entries()) {
      const made = isObject(value) ? rowsOf(cleanRecord(value, declared)) : []
      for (let next = skip; next < made.length; next++) {
        if (rows.length === size) {
          yield { rows, position: { byte: before, skip: next } }
          rows = []
        }
        rows.push(made[next] ?? {})
      }
      skip = 0
      before = ends[index] ?? before
    }
  }
  if (rows.length > 0) yield { rows, position: { byte: before, skip: 0 } }
}

function positionIn(after: JsonValue): Position | null {
  if (!isObject(after)) return null
  return { byte: Number(after.byte), skip: Number(after.skip) }
}

function placeOf(site: RowSite, { name }: TableName): Place | null {
  const join = site.files.joins.find(({ field, owner }) => `_Join:${field}:${owner}` === name)
  if (join) {
    const rowsOf: Place['rowsOf'] = ({ owningId, relatedId }) => pairOf(owningId, relatedId)
    return { path: join.path, declared: null, rowsOf }
  }
  const [className = '', field] = name.split('.')
  const plan = site.plans.get(className)
  if (plan === undefined || plan.path === null) return null
  const { path, declared } = plan
  if (field !== undefined) return { path, declared, rowsOf: (record) => pairsOf(record, field) }
  return { path, declared, rowsOf: (record) => [rowOf(site, { plan, record })] }
}

function pairOf(owningId: JsonValue | undefined, relatedId: JsonValue | undefined): SourceRow[] {
  return typeof owningId === 'string' && typeof relatedId === 'string'
    ? [{ owningId, relatedId }]
    : []
}

/** The elements of a list of pointers, in their order. */
function pairsOf(record: JsonObject, field: string): SourceRow[] {
  const list = record[field]
  const ids = (Array.isArray(list) ? list : []).map((one) => pointerOf(one)?.id)
  return [...new Set(ids)].flatMap((id) => pairOf(record.objectId, id))
}

function rowOf(
  { roles }: RowSite,
  { plan, record }: { plan: ClassPlan; record: JsonObject },
): SourceRow {
  const id = String(record.objectId)
  const row: SourceRow = { objectId: id }
  for (const name of ['createdAt', 'updatedAt'] as const) {
    const instant = instantOf(record[name])
    if (instant !== null) row[name] = instant
  }
  if (plan.className === '_User') Object.assign(row, userColumns(record, roles.of(id)))
  for (const [name, reading] of plan.readings) row[name] = readValue(record[name], reading)
  return addList(row, { plan, record })
}

function addList(
  row: SourceRow,
  { plan, record }: { plan: ClassPlan; record: JsonObject },
): SourceRow {
  const list = accessListOf(record.ACL)
  for (const flag of plan.flags) {
    // Only where the class itself is known a record without a list is everybody's.
    row[flagNames[flag]] = list === null ? plan.unlistedIsOpen : list.everybody.has(flag)
  }
  const entries = list === null ? [] : keptEntries(list, { record, owner: plan.owners })
  if (entries.length > 0) row.$acl = entries.map(({ subject, right }) => ({ subject, right }))
  return row
}
