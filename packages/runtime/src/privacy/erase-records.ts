import { assignments, identifier, keyIs, sql, type Transaction } from '../database/index.ts'
import { AppError } from '../errors/index.ts'
import type { AnyRecord, RecordId, Resource } from '../operation/index.ts'
import {
  type Belonging,
  belongsTo,
  type OwnedEntity,
  ownedEntities,
  partsOf,
  readBatch,
  staysWithout,
} from './belongings.ts'
import { blankValues } from './blank-values.ts'
import type { Catalog } from './catalog.ts'
import type { Person, PrivacySite } from './person.ts'
import { eraseTraces } from './traces.ts'

/** How many records of each entity were deleted, and how many were left without what tells of the person. */
export interface RecordsErased {
  [entity: string]: { deleted: number; emptied: number }
}

/** What is being erased, and what was so far. */
export interface Erasing extends PrivacySite {
  readonly person: Person
  readonly catalog: Catalog
  readonly records: RecordsErased
  /** Records that had to stay because others need them, with their owner; nothing more is to be done about them. */
  readonly kept: Set<string>
  messages: number
}

const batchSize = 50

/** Erases everything that belongs to the person, some records in a transaction, until there is nothing more. */
export async function eraseRecords(site: Erasing): Promise<void> {
  const entities = ownedEntities(site.registry, site.person.resource)
  let refused = Number.POSITIVE_INFINITY
  // What another record of the person needs can go when that one has gone.
  for (;;) {
    let left = 0
    for (const entity of entities) left += await walk(site, entity, 'delete')
    if (left === 0) return
    if (left >= refused) break
    refused = left
  }
  for (const entity of entities) await walk(site, entity, 'empty')
}

/** Is there a record left that somebody has to do something about? */
export async function hasRecords(tx: Transaction, site: Erasing): Promise<boolean> {
  for (const entity of ownedEntities(site.registry, site.person.resource)) {
    const where = belongsTo(entity, site.person)
    let after: RecordId | undefined
    for (;;) {
      const batch = await readBatch(tx, { resource: entity.resource, where, after }, batchSize)
      if (batch.some(({ id }) => !site.kept.has(`${entity.resource.name}:${id}`))) return true
      if (batch.length < batchSize) break
      after = batch.at(-1)?.id as RecordId
    }
  }
  return false
}

/** Goes through the records of an entity once; how many could not be deleted because others need them. */
async function walk(site: Erasing, entity: OwnedEntity, rest: 'delete' | 'empty'): Promise<number> {
  const where = belongsTo(entity, site.person)
  let refused = 0
  let after: RecordId | undefined
  for (;;) {
    const batch = await site.database.transaction(
      async (tx) => {
        const found = await readBatch(tx, { resource: entity.resource, where, after }, batchSize)
        const missed = await eraseBatch(tx, site, { entity, found, rest })
        return { found, missed }
      },
      { alone: true, timeLimitMs: 0 },
    )
    refused += batch.missed
    if (batch.found.length < batchSize) return refused
    after = batch.found.at(-1)?.id as RecordId
  }
}

async function eraseBatch(
  tx: Transaction,
  site: Erasing,
  { entity, found, rest }: { entity: OwnedEntity; found: AnyRecord[]; rest: 'delete' | 'empty' },
): Promise<number> {
  let refused = 0
  for (const record of found) {
    const belonging = { resource: entity.resource, id: record.id as RecordId, record }
    if (staysWithout(entity, site.person, record) || rest === 'empty') {
      await emptyRecord(tx, site, belonging)
    } else if (!(await deleteRecord(tx, site, belonging))) refused++
  }
  return refused
}

/** Deletes a record with its parts and all traces; false where others need it. */
export async function deleteRecord(
  tx: Transaction,
  site: Erasing,
  belonging: Belonging,
): Promise<boolean> {
  const { resource, id } = belonging
  const parts = await partsOf(tx, site.registry, [belonging])
  const isDeleted = await tx
    .savepoint(async (inside) => {
      await inside.run(sql`
        delete from ${identifier(resource.table)} where ${keyIs(resource.columns, id)}
      `)
      return true
    })
    .catch(falseOnConflict)
  if (!isDeleted) return false
  const deleted = [belonging, ...parts]
  site.messages += await eraseTraces(tx, site.catalog, {
    person: site.person,
    deleted,
    emptied: [],
  })
  for (const one of deleted) countOf(site, one.resource).deleted++
  return true
}

/** Leaves a record and its parts, without whose they were and what tells of a person. */
export async function emptyRecord(
  tx: Transaction,
  site: Erasing,
  belonging: Belonging,
  further: AnyRecord = {},
): Promise<void> {
  const emptied = [belonging, ...(await partsOf(tx, site.registry, [belonging]))]
  for (const one of emptied) {
    await writeBlank(tx, one, {
      ...ownerless(one.resource, one.record, site.person),
      ...(one === belonging && further),
    })
    site.kept.add(`${one.resource.name}:${one.id}`)
    countOf(site, one.resource).emptied++
  }
  site.messages += await eraseTraces(tx, site.catalog, {
    person: site.person,
    deleted: [],
    emptied,
  })
}

async function writeBlank(
  tx: Transaction,
  { resource, id, record }: Belonging,
  further: AnyRecord,
): Promise<void> {
  const write = (unique: boolean): Promise<number> => {
    const values = { ...blankValues(resource, record, { unique }), ...further }
    if (Object.keys(values).length === 0) return Promise.resolve(0)
    return tx.savepoint((inside) =>
      inside.run(sql`
        update ${identifier(resource.table)}
        set ${assignments(resource.columns, { ...values, ...stampsOf(resource, record) })}
        where ${keyIs(resource.columns, id)}
      `),
    )
  }
  try {
    await write(false)
  } catch (error) {
    if (falseOnConflict(error) === false) await write(true)
  }
}

/** Who keeps a copy is told by these that it is an old one. */
function stampsOf({ columns }: Resource, record: AnyRecord): AnyRecord {
  return {
    ...(columns.has('updatedAt') && { updatedAt: new Date().toISOString() }),
    ...(columns.has('version') && { version: Number(record.version ?? 0) + 1 }),
  }
}

function ownerless(resource: Resource, record: AnyRecord, person: Person): AnyRecord {
  const keys = Object.values(resource.relations ?? {}).flatMap((relation) =>
    relation.kind === 'one' &&
    relation.target === person.resource.name &&
    record[relation.key] === person.id &&
    isNullable(resource, relation.key)
      ? [relation.key]
      : [],
  )
  return Object.fromEntries(keys.map((key) => [key, null]))
}

function isNullable({ fields }: Resource, name: string): boolean {
  return (fields[name]?.type ?? []).includes('null')
}

function countOf(site: Erasing, { name }: Resource): { deleted: number; emptied: number } {
  const known = site.records[name]
  if (known) return known
  const made = { deleted: 0, emptied: 0 }
  site.records[name] = made
  return made
}

function falseOnConflict(error: unknown): false {
  if (error instanceof AppError && ['conflict', 'invalid'].includes(error.code)) return false
  throw error
}
