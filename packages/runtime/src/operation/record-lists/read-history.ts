import {
  columns,
  inList,
  instant,
  integer,
  json,
  nothing,
  sql,
  string,
} from '../../database/index.ts'
import { notFound } from '../../errors/index.ts'
import type { Context } from '../context.ts'
import type { AnyRecord } from '../list-query.ts'
import { maskRecords } from '../mask-records.ts'
import type { RecordId } from '../operation-types.ts'
import { reader } from '../reader.ts'
import type { Resource } from '../resource.ts'
import { visibleRelated, visibleRows } from '../visible-rows.ts'

/** One thing that was done to a record. */
export interface HistoryEntry {
  readonly id: string
  readonly operation: 'create' | 'update' | 'delete'
  /** The version it made, of a record that has them. */
  readonly version: number | null
  /** The id of who did it; null for the server itself, and for a user whom the caller may not read. */
  readonly actor: string | null
  readonly at: string
  /** The values it set. */
  readonly changes: AnyRecord
}

/** Which part of a history is wanted. */
export interface HistoryPage {
  readonly limit: number
  /** The id of an entry: continue behind it. */
  readonly after?: string
}

const history = columns<HistoryEntry & AnyRecord>('cambium_history', {
  id: string('id'),
  operation: string('operation'),
  version: integer('version'),
  actor: string('actor'),
  at: instant('at'),
  changes: json('changes'),
})

/**
 * What was done to a record, the last first, for who may read the record. Fields that the caller may not see of it as it is now
 * are not seen of it as it was.
 */
export async function readHistory<Record extends object>(
  context: Context,
  resource: Resource<Record>,
  { id, limit, after }: HistoryPage & { id: RecordId },
): Promise<{ data: HistoryEntry[]; page: { next: string | null; hasMore: boolean } }> {
  const erased = resource as unknown as Resource
  const db = reader(context)
  const record = await erased.find(db, visibleRows(context, erased), id, nothing)
  if (!record) throw notFound(resource.words, id)
  const [seen = {}] = await maskRecords(context, erased, [record])
  const behind = after === undefined ? nothing : sql`and "cambium_history"."id" < ${after}`
  const found = await db.all<HistoryEntry>(sql`
    select ${history} from "cambium_history"
    where "cambium_history"."entity" = ${resource.name}
      and "cambium_history"."record_id" = ${String(id)} ${behind}
    order by "cambium_history"."id" desc
    limit ${limit + 1}
  `)
  const hasMore = found.length > limit
  const wanted = found.slice(0, limit)
  const known = await knownActors(context, wanted)
  const data = wanted.map((entry) => ({
    ...entry,
    actor: known(entry.actor) ? entry.actor : null,
    changes: only(entry.changes, seen),
  }))
  return { data, page: { next: hasMore ? (data.at(-1)?.id ?? null) : null, hasMore } }
}

/** A user is named to those who may read that user. */
async function knownActors(
  context: Context,
  entries: readonly HistoryEntry[],
): Promise<(actor: string | null) => boolean> {
  const users = context.services.registry.entities.find(({ resource }) => resource.name === 'User')
  if (!users) return () => true
  const { resource } = users
  const { caller } = context
  const others = entries.flatMap(({ actor }) => (actor === caller.id ? [] : (actor ?? [])))
  const ids = [...new Set(others)]
    .map((id) => (resource.key === 'integer' ? Number(id) : id))
    .filter((id) => !Number.isNaN(id))
  if (ids.length === 0) return (actor) => actor === caller.id
  const found = await resource.list(reader(context), {
    visible: visibleRelated(context, resource),
    filter: inList(resource.columns.expression('id'), ids),
    order: resource.columns.expression('id'),
    limit: sql`${ids.length}`,
  })
  const known = new Set(found.map(({ id }) => String(id)))
  return (actor) => actor === caller.id || (actor !== null && known.has(actor))
}

function only(changes: AnyRecord, seen: AnyRecord): AnyRecord {
  return Object.fromEntries(Object.entries(changes).filter(([field]) => field in seen))
}
