import type { ExportedFile, FolderFile } from '../folder/index.ts'
import type { Exporting } from './export-site.ts'
import { type ReadOptions, type Row, readRows } from './read-rows.ts'
import type { RowText } from './row-text.ts'

/** What is read and how it is written. */
export interface WrittenRows {
  readonly name: string
  readonly read: ReadOptions
  readonly text: RowText
  prepare(row: Row): Row
}

/** Writes the rows of a table behind what a file holds; how many there were. */
export async function appendRows(
  { db, onProgress }: Exporting,
  file: FolderFile,
  { name, read, text, prepare }: WrittenRows,
): Promise<number> {
  let rows = 0
  if (text.head !== '') await file.write(text.head)
  for await (const page of readRows(db, read)) {
    await file.write(text.rows(page.map(prepare)))
    rows += page.length
    onProgress({ name, done: rows, total: null })
  }
  return rows
}

/** Writes the rows of a table into a file of their own. */
export async function writeRows(
  exporting: Exporting,
  path: string,
  written: WrittenRows,
): Promise<ExportedFile> {
  const file = await exporting.target.create(path)
  const rows = await appendRows(exporting, file, written)
  return file.end(rows)
}
