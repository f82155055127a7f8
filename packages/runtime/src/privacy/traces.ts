import {
  type Fragment,
  identifier,
  inList,
  join,
  type Queryable,
  type Sql,
  sql,
} from '../database/index.ts'
import { StartupError } from '../errors/index.ts'
import { eraseFiles, filesOfRecords } from '../files/index.ts'
import type { AnyRecord, Resource } from '../operation/index.ts'
import type { Belonging } from './belongings.ts'
import { personalFields } from './blank-values.ts'
import type { Catalog } from './catalog.ts'
import { isMark, type Person } from './person.ts'

/** Where texts stand that were made of records: what waits to be sent, what was sent, and what was answered. */
const messagePlaces: { readonly [table: string]: readonly string[] } = {
  cambium_jobs: ['payload', 'result', 'error', 'progress', 'unique_key'],
  cambium_webhook_log: ['record', 'error', 'answer'],
  cambium_idempotency: ['caller', 'headers', 'body'],
}

/** The columns that name the record a message is about: `Order:42`, or `<subscriber>|Order:42`. */
const recordColumns: { readonly [table: string]: string } = {
  cambium_jobs: 'order_key',
  cambium_webhook_log: 'record',
}

/** True where the text holds one of the marks, in any case of its letters. */
export function mentions(columns: readonly string[], marks: readonly string[]): Sql {
  const all = marks.flatMap((mark) => [...new Set([mark, encodeURIComponent(mark)])])
  const tests = columns.flatMap((column) => all.map((mark) => contains(column, mark)))
  return tests.length === 0 ? sql`1 = 0` : sql`(${join(tests, ' or ')})`
}

function contains(column: string, mark: string): Sql {
  const wanted = mark.toLowerCase()
  const text = sql`lower(cast(${identifier(column)} as text))`
  const test: Fragment = {
    fragment: 'contains',
    render: (dialect) =>
      dialect === 'sqlite'
        ? sql`instr(${text}, ${wanted}) > 0`
        : sql`strpos(${text}, ${wanted}) > 0`,
  }
  return sql`${test}`
}

/** What a message is known to be about somebody by. */
export interface MessageMarks {
  readonly marks: readonly string[]
  /** Records: `Order:42`. */
  readonly keys?: readonly string[]
}

/**
 * Takes every message and kept answer away that holds one of the marks; how many there were. Throws a `StartupError` while a
 * workflow among them is under way.
 */
export async function eraseMessages(
  db: Queryable,
  catalog: Catalog,
  { marks, keys = [] }: MessageMarks,
): Promise<number> {
  let erased = 0
  for (const [table, columns] of Object.entries(messagePlaces)) {
    const known = columns.filter((column) => catalog.get(table)?.has(column))
    if (known.length === 0) continue
    const where = sql`(${mentions(known, marks)} or ${ofRecords(recordColumns[table], keys)})`
    if (table === 'cambium_jobs') {
      await refuseUnfinished(db, where)
      await eraseSteps(db, catalog, { where, marks })
    }
    erased += await db.run(sql`delete from ${identifier(table)} where ${where}`)
  }
  return erased
}

/** A workflow that is half done would never be finished, and never taken back. */
export async function refuseUnfinished(db: Queryable, where: Sql): Promise<void> {
  const rows = await db.all<{ id: string; name: string }>(sql`
    select "id", "name" from "cambium_jobs"
    where "kind" = 'workflow' and "status" not in ('done', 'cancelled') and ${where}
    order by "seq" limit 5
  `)
  if (rows.length === 0) return
  const list = rows.map(({ id, name }) => `${name} ${id}`).join(', ')
  throw new StartupError(`Workflows about this person are under way: ${list}`, {
    hint: 'Let them end, or have them taken back: node src/main.ts workflows cancel ID. Then erase again.',
  })
}

/** What else waits that somebody asked for goes on, and is nobody's. */
export async function eraseOrigins(db: Queryable, { id }: Person): Promise<void> {
  const asked = `"callerId":${JSON.stringify(String(id))}`
  const rows = await db.all<{ id: string; origin: string }>(sql`
    select "id", "origin" from "cambium_jobs" where ${contains('origin', asked)}
  `)
  for (const row of rows) {
    const origin = JSON.stringify({ ...JSON.parse(row.origin), callerId: null })
    await db.run(sql`update "cambium_jobs" set "origin" = ${origin} where "id" = ${row.id}`)
  }
}

function ofRecords(column: string | undefined, keys: readonly string[]): Sql {
  if (column === undefined || keys.length === 0) return sql`1 = 0`
  const name = identifier(column)
  const tests = keys.map(
    (key) => sql`(${name} = ${key} or ${name} like ${`%|${escaped(key)}`} escape '\\')`,
  )
  return sql`(${join(tests, ' or ')})`
}

function escaped(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&')
}

/** What a workflow recorded goes with it; of others that are over, what mentions somebody. */
async function eraseSteps(
  db: Queryable,
  catalog: Catalog,
  { where, marks }: { where: Sql; marks: readonly string[] },
): Promise<void> {
  if (!catalog.has('cambium_steps')) return
  await db.run(sql`
    delete from "cambium_steps"
    where "workflow_id" in (select "id" from "cambium_jobs" where ${where})
  `)
  await db.run(sql`
    update "cambium_steps" set "result" = null, "error" = null
    where ${mentions(['result', 'error'], marks)} and "workflow_id" in (
      select "id" from "cambium_jobs" where "status" in ('done', 'cancelled')
    )
  `)
}

/** Takes away what was kept of these records elsewhere: history, access lists and messages. */
export async function eraseTraces(
  db: Queryable,
  catalog: Catalog,
  {
    person,
    deleted,
    emptied,
  }: { person: Person; deleted: readonly Belonging[]; emptied: readonly Belonging[] },
): Promise<number> {
  for (const { resource, ids } of byEntity(deleted)) {
    await eraseFilesOf(db, resource, { ids, fields: undefined })
    await db.run(sql`
      delete from "cambium_history"
      where "entity" = ${resource.name} and ${inList(sql`"record_id"`, ids, 'string')}
    `)
    await db.run(sql`
      delete from "cambium_acl"
      where "entity" = ${resource.name} and ${inList(sql`"record_id"`, ids, 'string')}
    `)
  }
  for (const { resource, ids } of byEntity(emptied)) {
    await blankHistory(db, resource, { ids, person })
    await eraseFilesOf(db, resource, { ids, fields: personalFields(resource) })
  }
  const all = [...deleted, ...emptied]
  return eraseMessages(db, catalog, {
    marks: all.map(({ id }) => id).filter(isMark),
    keys: all.map(({ resource, id }) => `${resource.name}:${id}`),
  })
}

/** Gives up the files of records: those of some fields, or all. */
async function eraseFilesOf(
  db: Queryable,
  resource: Resource,
  { ids, fields }: { ids: readonly string[]; fields: readonly string[] | undefined },
): Promise<void> {
  if (Object.keys(resource.files ?? {}).length === 0) return
  const files = await filesOfRecords(db, { entity: resource.name, recordIds: ids })
  const wanted = files.filter(({ field }) => fields?.includes(field ?? '') ?? true)
  const now = new Date().toISOString()
  await eraseFiles(
    db,
    wanted.map(({ id }) => id),
    now,
  )
}

function byEntity(records: readonly Belonging[]): { resource: Resource; ids: string[] }[] {
  const groups = Map.groupBy(records, ({ resource }) => resource)
  return [...groups].map(([resource, group]) => ({
    resource,
    ids: group.map(({ id }) => String(id)),
  }))
}

interface Change {
  readonly id: string
  readonly changes: string | AnyRecord
}

/** Leaves what was done to the records, without the values that tell of a person. */
async function blankHistory(
  db: Queryable,
  resource: Resource,
  { ids, person }: { ids: readonly string[]; person: Person },
): Promise<void> {
  const rows = await db.all<Change>(sql`
    select "id", cast("changes" as text) as "changes" from "cambium_history"
    where "entity" = ${resource.name} and ${inList(sql`"record_id"`, ids, 'string')}
  `)
  const personal = new Set(personalFields(resource))
  for (const { id, changes } of rows) {
    const known = (typeof changes === 'string' ? JSON.parse(changes) : changes) as AnyRecord
    const kept = Object.entries(known).filter(
      ([name, value]) =>
        !personal.has(name) &&
        !follows(resource, name, known) &&
        !isPerson(resource, name, { value, person }),
    )
    if (kept.length === Object.keys(known).length) continue
    const left = JSON.stringify(Object.fromEntries(kept))
    await db.run(sql`update "cambium_history" set "changes" = ${left} where "id" = ${id}`)
  }
}

/** Does the value say whose the record was? */
function isPerson(
  { relations = {} }: Resource,
  name: string,
  { value, person }: { value: unknown; person: Person },
): boolean {
  return (
    value === person.id &&
    Object.values(relations).some(
      (one) => one.kind === 'one' && one.key === name && one.target === person.resource.name,
    )
  )
}

/** A value that is made of others may be made of one that tells of a person. */
function follows({ columns, derive }: Resource, name: string, changes: AnyRecord): boolean {
  if (columns.has(name) && columns.column(name).name === null) return true
  return derive !== undefined && name in derive(changes)
}
