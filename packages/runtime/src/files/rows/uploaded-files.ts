import {
  assignments,
  everyRow,
  inList,
  type Queryable,
  type Sql,
  sql,
  values,
} from '../../database/index.ts'
import { type FileRow, fileColumns } from './file-row.ts'

/** Who uploads, or names what was uploaded. */
export interface Uploader {
  /** Null for somebody who is not signed in. */
  readonly id: string | null
  readonly tenant: string | null
}

/** What rows hold of an uploader. */
export function ownedBy({ id, tenant }: Uploader): { owner: string; tenant: string } {
  return { owner: id ?? '', tenant: tenant ?? '' }
}

/** Notes that a file is on its way. */
export async function insertFile(db: Queryable, row: FileRow): Promise<void> {
  await db.run(sql`insert into "cambium_files" ${values(fileColumns, row)}`)
}

/** Changes a file whose bytes are still arriving; false when it is gone by now. */
export async function updateArriving(
  db: Queryable,
  id: string,
  changes: Partial<FileRow>,
): Promise<boolean> {
  const changed = await db.run(sql`
    update "cambium_files" set ${assignments(fileColumns, changes)}
    where "id" = ${id} and "state" = 'receiving'
  `)
  return changed === 1
}

/** The file with this id, whatever its state. */
export function findFile(db: Queryable, id: string): Promise<FileRow | undefined> {
  return db.first(sql`select ${fileColumns} from "cambium_files" where "id" = ${id}`)
}

/** Those of the files that are complete, belong to nothing yet and were uploaded by this uploader, or by anybody without one. */
export function findWaiting(
  db: Queryable,
  ids: readonly string[],
  { now, uploader }: { readonly now: string; readonly uploader: Uploader | undefined },
): Promise<FileRow[]> {
  return db.all(sql`
    select ${fileColumns} from "cambium_files"
    where ${inList(sql`"id"`, ids, 'string')} and "state" = 'waiting'
      and "due_at" > ${fileColumns.encode('dueAt', now)} and ${uploadedBy(uploader)}
  `)
}

function uploadedBy(uploader: Uploader | undefined): Sql {
  if (uploader === undefined) return everyRow
  const { owner, tenant } = ownedBy(uploader)
  return sql`"owner" = ${owner} and "tenant" = ${tenant}`
}

/** How much somebody uploaded that belongs to nothing yet, with what is still arriving. */
export async function waitingOf(
  db: Queryable,
  uploader: Uploader,
): Promise<{ readonly files: number; readonly bytes: number }> {
  const mine = sql`"due_at" is not null and ${uploadedBy(uploader)}`
  const [files, bytes] = await Promise.all([
    db.count(sql`select count(*) from "cambium_files" where ${mine}`),
    db.count(sql`select coalesce(sum("size"), 0) from "cambium_files" where ${mine}`),
  ])
  return { files, bytes }
}
