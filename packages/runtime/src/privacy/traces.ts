import {
  type Fragment,
  identifier,
  inList,
  join,
  type Queryable,
  type Sql,
  sql,
} from '../database/index.ts'
import type { AnyRecord, Resource } from '../operation/index.ts'
import type { Belonging } from './belongings.ts'
import { personalFields } from './blank-values.ts'
import type { Catalog } from './catalog.ts'
import { isMark, type Person } from './person.ts'

/** Where texts stand that were made of records: what waits to be sent, and what was answered. */
const messagePlaces: { readonly [table: string]: readonly string[] } = {
  cambium_jobs: ['payload', 'origin', 'result', 'error', 'progress', 'unique_key'],
  cambium_idempotency: ['caller', 'headers', 'body'],
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

/** Takes every message and kept answer away that holds one of the marks; how many there were. */
export async function eraseMessages(
  db: Queryable,
  catalog: Catalog,
  { marks, keys = [] }: { marks: readonly string[]; keys?: readonly string[] },
): Promise<number> {
  let erased = 0
  for (const [table, columns] of Object.entries(messagePlaces)) {
    const known = columns.filter((column) => catalog.get(table)?.has(column))
    if (known.length === 0) continue
    const byKey = table === 'cambium_jobs' ? ofRecords(keys) : sql`1 = 0`
    const where = sql`(${mentions(known, marks)} or ${byKey})`
    if (table === 'cambium_jobs') await eraseSteps(db, catalog, where)
    erased += await db.run(sql`delete from ${identifier(table)} where ${where}`)
  }
  return erased
}

/** What keeps the messages of one record in order names it: `Order:42`, or `<subscriber>|Order:42`. */
function ofRecords(keys: readonly string[]): Sql {
  if (keys.length === 0) return sql`1 = 0`
  const tests = keys.map(
    (key) => sql`("order_key" = ${key} or "order_key" like ${`%|${escaped(key)}`} escape '\\')`,
  )
  return sql`(${join(tests, ' or ')})`
}

function escaped(text: string): string {
  return text.replaceAll(/[\\%_]/g, '\\$&')
}

/** What a workflow recorded goes with it. */
async function eraseSteps(db: Queryable, catalog: Catalog, where: Sql): Promise<void> {
  if (!catalog.has('cambium_steps')) return
  await db.run(sql`
    delete from "cambium_steps"
    where "workflow_id" in (select "id" from "cambium_jobs" where ${where})
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
    await db.run(sql`
      delete from "cambium_history"
      where "entity" = ${resource.name} and ${inList(sql`"record_id"`, ids, 'string')}
    `)
    await db.run(sql`
      delete from "cambium_acl"
      where "entity" = ${resource.name} and ${inList(sql`"record_id"`, ids, 'string')}
    `)
  }
  for (const { resource, ids } of byEntity(emptied))
    await blankHistory(db, resource, { ids, person })
  const all = [...deleted, ...emptied]
  return eraseMessages(db, catalog, {
    marks: all.map(({ id }) => id).filter(isMark),
    keys: all.map(({ resource, id }) => `${resource.name}:${id}`),
  })
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
