import {
  columns,
  inList,
  instant,
  integer,
  json,
  type Queryable,
  sql,
  string,
} from '../database/index.ts'
import { StartupError } from '../errors/index.ts'
import { filesOfRecords, filesOfUploader, fileValueOf } from '../files/index.ts'
import type { AnyRecord, RecordId, Resource } from '../operation/index.ts'
import { type Belonging, belongsTo, ownedEntities, partsOf, readBatch } from './belongings.ts'
import { readCatalog } from './catalog.ts'
import { exportAccounts } from './export-accounts.ts'
import { findPerson, type Person, type PrivacySite } from './person.ts'

/** Everything that is kept of a person, as one JSON document. */
export interface PersonExport {
  readonly entity: string
  readonly id: RecordId
  readonly exportedAt: string
  /** The record of the person. */
  readonly person: AnyRecord
  /** How they sign in, and what of that is kept. */
  readonly account: { readonly [part: string]: readonly AnyRecord[] }
  /** What belongs to them, and the parts of it, by entity. */
  readonly records: { readonly [entity: string]: readonly AnyRecord[] }
  /** The files of these and what else they uploaded, without their content. */
  readonly files: readonly AnyRecord[]
  /** What was done to all of these. */
  readonly history: readonly AnyRecord[]
  /** What they did to records of others: which and when, without the values. */
  readonly actions: readonly AnyRecord[]
  /** Records of others they were given rights on. */
  readonly shared: readonly AnyRecord[]
}

const batchSize = 200

/** Gathers everything that is kept of a person. Throws a `StartupError` where there is no such person. */
export async function exportPerson(site: PrivacySite, given: string): Promise<PersonExport> {
  const { database } = site
  const { person, record } = await findPerson(site, given)
  const { resource, id } = person
  if (record === undefined) throw new StartupError(`There is no ${resource.words} ${id}`)
  const catalog = await readCatalog(database)
  const own = { resource, id, record }
  const belongings = await belongingsOf(site, person)
  const parts = await partsOf(database, site.registry, [own, ...belongings])
  const all = uniqueOf([...belongings, ...parts])
  return {
    entity: resource.name,
    id,
    exportedAt: new Date().toISOString(),
    person: handedOut(own),
    account: await exportAccounts(database, catalog, person),
    records: byEntity(all),
    files: await filesOf(database, person, [own, ...all]),
    history: await historyOf(database, [own, ...all]),
    actions: await actionsOf(database, person),
    shared: await database.all(sql`
      select "entity", "record_id" as "id", "right" from "cambium_acl"
      where "subject" = ${`user:${id}`} order by "entity", "record_id", "right"
    `),
  }
}

async function belongingsOf(site: PrivacySite, person: Person): Promise<Belonging[]> {
  const found: Belonging[] = []
  for (const entity of ownedEntities(site.registry, person.resource)) {
    const where = belongsTo(entity, person)
    let after: RecordId | undefined
    for (;;) {
      const parts = { resource: entity.resource, where, after }
      const batch = await readBatch(site.database, parts, batchSize)
      found.push(...batch.map((record) => belongingOf(entity.resource, record)))
      if (batch.length < batchSize) break
      after = batch.at(-1)?.id as RecordId
    }
  }
  return found
}

function belongingOf(resource: Resource, record: AnyRecord): Belonging {
  return { resource, id: record.id as RecordId, record }
}

function uniqueOf(records: readonly Belonging[]): Belonging[] {
  return [...new Map(records.map((one) => [`${one.resource.name}:${one.id}`, one])).values()]
}

function byEntity(records: readonly Belonging[]): { [entity: string]: AnyRecord[] } {
  const groups = Map.groupBy(records, ({ resource }) => resource.name)
  return Object.fromEntries([...groups].map(([name, group]) => [name, group.map(handedOut)]))
}

/** Without what is for the server only, unless it tells of the person: a password is not handed out. */
function handedOut({ resource, record }: Belonging): AnyRecord {
  return Object.fromEntries(
    Object.entries(record).filter(([name]) => {
      const { hidden, writeOnly, pii } = resource.fields[name] ?? {}
      return pii || !(hidden || writeOnly)
    }),
  )
}

async function filesOf(
  db: Queryable,
  { id }: Person,
  records: readonly Belonging[],
): Promise<AnyRecord[]> {
  const found = await filesOfUploader(db, String(id))
  for (const [resource, group] of Map.groupBy(records, ({ resource: one }) => one)) {
    if (Object.keys(resource.files ?? {}).length === 0) continue
    const recordIds = group.map((one) => String(one.id))
    found.push(...(await filesOfRecords(db, { entity: resource.name, recordIds })))
  }
  const unique = new Map(found.map((file) => [file.id, file]))
  return [...unique.values()].map(({ entity, recordId, field, createdAt, ...file }) => ({
    ...fileValueOf({ entity, recordId, field, createdAt, ...file }),
    entity,
    record: recordId,
    field,
    createdAt,
  }))
}

const history = columns<AnyRecord>('cambium_history', {
  entity: string('entity'),
  record: string('record_id'),
  operation: string('operation'),
  version: integer('version'),
  at: instant('at'),
  changes: json('changes'),
})

async function historyOf(db: Queryable, records: readonly Belonging[]): Promise<AnyRecord[]> {
  const found: AnyRecord[] = []
  for (const [resource, group] of Map.groupBy(records, ({ resource }) => resource)) {
    const ids = group.map(({ id }) => String(id))
    const rows = await db.all<AnyRecord>(sql`
      select ${history} from "cambium_history"
      where "entity" = ${resource.name} and ${inList(sql`"record_id"`, ids, 'string')}
      order by "cambium_history"."id"
    `)
    found.push(
      ...rows.map((row) => ({
        ...row,
        changes: handedOut({ resource, id: '', record: row.changes as AnyRecord }),
      })),
    )
  }
  return found
}

const actions = columns<AnyRecord>('cambium_history', {
  entity: string('entity'),
  record: string('record_id'),
  operation: string('operation'),
  at: instant('at'),
})

function actionsOf(db: Queryable, { id }: Person): Promise<AnyRecord[]> {
  return db.all<AnyRecord>(sql`
    select ${actions} from "cambium_history" where "actor" = ${String(id)}
    order by "cambium_history"."id"
  `)
}
