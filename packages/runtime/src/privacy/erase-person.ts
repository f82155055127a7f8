import { sql, type Transaction } from '../database/index.ts'
import { StartupError } from '../errors/index.ts'
import { eraseFiles, filesOfUploader } from '../files/index.ts'
import type { AnyRecord } from '../operation/index.ts'
import { eraseAccountRows } from './account-rows.ts'
import type { Belonging } from './belongings.ts'
import { readCatalog } from './catalog.ts'
import {
  deleteRecord,
  type Erasing,
  emptyRecord,
  eraseRecords,
  hasRecords,
  type RecordsErased,
} from './erase-records.ts'
import { findPerson, type Person, type PrivacySite, readRecord } from './person.ts'
import { beginScrubbing, scrubStorage } from './scrub-storage.ts'
import { eraseMessages, eraseOrigins, mentions, refuseUnfinished } from './traces.ts'

/** What was erased: numbers, and nothing of what it was. */
export interface ErasureReport {
  readonly entity: string
  readonly id: string | number
  /** What became of the record of the person; `gone` where there was none any more. */
  readonly person: 'deleted' | 'emptied' | 'gone'
  readonly records: RecordsErased
  /** Rows of sign-ins, sessions, keys, roles and access lists. */
  readonly accountRows: number
  /** Messages and kept answers that were about them. */
  readonly messages: number
}

export interface EraseOptions {
  /** Told after each step, in words without the data. */
  onStep?(done: string): void
  /** Called once the rows are gone, for what is kept outside of the database. */
  afterRows?(): Promise<void>
}

const alone = { alone: true, timeLimitMs: 0 } as const
const maxRounds = 20

/**
 * Erases a person: first every way to sign in, then what belongs to them, then their record, then what is left of all that in
 * the files of the database. Each step is a transaction of its own; run again it goes on where it was stopped. No hook
 * runs and no event is written. Throws a `StartupError` while a workflow about them is under way.
 */
export async function erasePerson(
  site: PrivacySite,
  given: string,
  { onStep = () => undefined, afterRows }: EraseOptions = {},
): Promise<ErasureReport> {
  const { database, registry } = site
  const { person } = await findPerson(site, given)
  const catalog = await readCatalog(database)
  await refuseUnfinished(database, mentions(['payload', 'origin'], person.marks))
  await beginScrubbing(database)
  const accountRows = await database.transaction(
    (tx) => eraseAccountRows(tx, catalog, person),
    alone,
  )
  onStep(`accounts: ${accountRows} rows deleted`)
  const erasing: Erasing = { ...site, person, catalog, records: {}, kept: new Set(), messages: 0 }
  const fate = await eraseAll(erasing, onStep)
  await afterRows?.()
  await scrubStorage(database, registry)
  onStep('files of the database: rewritten without what was deleted')
  const { records, messages } = erasing
  return {
    entity: person.resource.name,
    id: person.id,
    person: fate,
    records,
    accountRows,
    messages,
  }
}

/** The records, then the person; again where somebody was still writing meanwhile. */
async function eraseAll(
  erasing: Erasing,
  onStep: (done: string) => void,
): Promise<ErasureReport['person']> {
  for (let round = 0; round < maxRounds; round++) {
    await eraseRecords(erasing)
    const fate = await erasing.database.transaction((tx) => eraseLast(tx, erasing), alone)
    if (fate === undefined) continue
    for (const [name, { deleted, emptied }] of Object.entries(erasing.records)) {
      onStep(`${name}: ${deleted} deleted, ${emptied} emptied`)
    }
    onStep(`messages and kept answers: ${erasing.messages} deleted`)
    return fate
  }
  throw new StartupError('Somebody goes on writing records of this person', {
    hint: 'Find out who does, and run it again: what was erased stays so.',
  })
}

/** The person's own record, once nothing else is left; undefined where something is. */
async function eraseLast(
  tx: Transaction,
  erasing: Erasing,
): Promise<ErasureReport['person'] | undefined> {
  const { person, catalog } = erasing
  if (await hasRecords(tx, erasing)) return undefined
  await eraseAccountRows(tx, catalog, person)
  erasing.messages += await eraseMessages(tx, catalog, {
    marks: person.marks,
    keys: [`${person.resource.name}:${person.id}`],
  })
  await eraseOrigins(tx, person)
  await eraseUploads(tx, person)
  await tx.run(sql`
    update "cambium_history" set "actor" = null where "actor" = ${String(person.id)}
  `)
  const record = await readRecord(tx, person.resource, person.id)
  if (record === undefined) return 'gone'
  const own = { resource: person.resource, id: person.id, record }
  if (await deleteRecord(tx, erasing, own)) return 'deleted'
  await emptyPerson(tx, erasing, own)
  return 'emptied'
}

/** What they uploaded and no record of theirs has: given up, or nobody's where a record of others has it. */
async function eraseUploads(tx: Transaction, { id }: Person): Promise<void> {
  const uploads = await filesOfUploader(tx, String(id))
  const loose = uploads.filter(({ state }) => state !== 'kept').map((file) => file.id)
  await eraseFiles(tx, loose, new Date().toISOString())
  await tx.run(sql`update "cambium_files" set "owner" = null where "owner" = ${String(id)}`)
}

/** A person whom records of others need stays without a name, and shut. */
async function emptyPerson(tx: Transaction, erasing: Erasing, own: Belonging): Promise<void> {
  const { blocked = null, email } = erasing.accounts ?? {}
  const further: AnyRecord = {
    ...(email !== undefined && { [email]: `erased-${own.id}@erased.invalid` }),
    ...(blocked !== null && { [blocked]: true }),
  }
  await emptyRecord(tx, erasing, own, further)
}
