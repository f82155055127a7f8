import { type Queryable, sql } from '../../database/index.ts'
import { type FileRow, fileColumns } from './file-row.ts'

/** How long whoever took files to delete has for it, before another may. */
const claimMs = 600_000
const batch = 50

/** Takes some of the files that are due, for this sweep alone: another one that runs at the same time gets others. */
export function claimDue(db: Queryable, now: Date): Promise<FileRow[]> {
  const due = fileColumns.encode('dueAt', now.toISOString())
  const later = fileColumns.encode('dueAt', new Date(now.getTime() + claimMs).toISOString())
  return db.all(sql`
    update "cambium_files" set "state" = 'leaving', "due_at" = ${later}
    where "id" in (
      select "id" from "cambium_files" where "due_at" <= ${due} order by "due_at" limit ${batch}
    ) and "due_at" <= ${due}
    returning ${fileColumns}
  `)
}

/** Forgets a file whose bytes are gone. */
export async function forgetFile(db: Queryable, id: string): Promise<void> {
  await db.run(sql`delete from "cambium_files" where "id" = ${id} and "state" <> 'kept'`)
}
