import { type Queryable, sql } from '../../database/index.ts'
import { fileColumns, type PartialUpload } from './file-row.ts'

/**
 * Adds a piece to a file that is sent in pieces; false when another piece came first, on whichever instance. While it
 * arrives its size is how much is there.
 */
export async function addPiece(
  db: Queryable,
  id: string,
  {
    offset,
    size,
    upload,
  }: { readonly offset: number; readonly size: number; readonly upload: PartialUpload },
): Promise<boolean> {
  const changed = await db.run(sql`
    update "cambium_files"
    set "size" = ${offset + size}, "upload" = ${fileColumns.encode('upload', upload)}
    where "id" = ${id} and "state" = 'receiving' and "size" = ${offset}
  `)
  return changed === 1
}
