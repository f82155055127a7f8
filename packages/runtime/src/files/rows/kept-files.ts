import { inList, type Queryable, sql } from '../../database/index.ts'
import { type FileRow, fileColumns } from './file-row.ts'

/** The place in a record that a file belongs to. */
export interface FilePlace {
  readonly entity: string
  readonly recordId: string
  readonly field: string
}

/**
 * Makes waiting files belong to a record, in its transaction. How many could be: fewer than were named when another
 * record was quicker, or their time was over.
 */
export async function keepFiles(
  tx: Queryable,
  ids: readonly string[],
  { place, now }: { readonly place: FilePlace; readonly now: string },
): Promise<number> {
  if (ids.length === 0) return 0
  return tx.run(sql`
    update "cambium_files"
    set "state" = 'kept', "due_at" = null, "entity" = ${place.entity},
      "record_id" = ${place.recordId}, "field" = ${place.field}
    where ${inList(sql`"id"`, ids, 'string')} and "state" = 'waiting'
      and "due_at" > ${fileColumns.encode('dueAt', now)}
  `)
}

/** Gives up files of a record, in its transaction: the next sweep deletes them. */
export async function releaseFiles(
  tx: Queryable,
  ids: readonly string[],
  { recordId, now }: { readonly recordId: string; readonly now: string },
): Promise<number> {
  if (ids.length === 0) return 0
  return tx.run(sql`
    update "cambium_files" set "state" = 'leaving', "due_at" = ${fileColumns.encode('dueAt', now)}
    where ${inList(sql`"id"`, ids, 'string')} and "record_id" = ${recordId} and "state" = 'kept'
  `)
}

/** Every file that belongs to one of these records of an entity. */
export function filesOfRecords(
  db: Queryable,
  { entity, recordIds }: { readonly entity: string; readonly recordIds: readonly string[] },
): Promise<FileRow[]> {
  return db.all(sql`
    select ${fileColumns} from "cambium_files"
    where "entity" = ${entity} and ${inList(sql`"record_id"`, recordIds, 'string')}
    order by "id"
  `)
}

/** Every file somebody uploaded, whatever became of it. */
export function filesOfUploader(db: Queryable, userId: string): Promise<FileRow[]> {
  return db.all(sql`
    select ${fileColumns} from "cambium_files" where "owner" = ${userId} order by "id"
  `)
}

/** Gives files up whatever they belong to, for the erasure of personal data: the next sweep deletes them. */
export async function eraseFiles(
  tx: Queryable,
  ids: readonly string[],
  now: string,
): Promise<number> {
  if (ids.length === 0) return 0
  return tx.run(sql`
    update "cambium_files"
    set "state" = 'leaving', "name" = 'file', "owner" = null, "due_at" = ${fileColumns.encode('dueAt', now)}
    where ${inList(sql`"id"`, ids, 'string')}
  `)
}
