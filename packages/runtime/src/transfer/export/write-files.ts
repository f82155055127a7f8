import { mkdir, open } from 'node:fs/promises'
import { join } from 'node:path'
import { inList, sql } from '../../database/index.ts'
import { type FileRow, type Files, fileColumns } from '../../files/index.ts'
import type { ExportedPart, Manifest } from '../folder/index.ts'
import type { Exporting } from './export-site.ts'
import type { ExportPlan } from './plan-export.ts'
import { type ReadOptions, readRows } from './read-rows.ts'

/** What there is of files in a folder. */
export interface WrittenFiles {
  readonly contents: Manifest['contents']
  readonly part: readonly ExportedPart[]
}

/**
 * Writes the files of the exported records: what is known of them, and the content of each under its id. One that was deleted since
 * the moment of the export is not in it.
 */
export async function writeFiles(exporting: Exporting, plan: ExportPlan): Promise<WrittenFiles> {
  const { db, site, target, onProgress } = exporting
  const entities = plan.entities.map(({ shape }) => shape.resource)
  const withFiles = entities.filter(({ files }) => files !== undefined).map(({ name }) => name)
  const { files } = site
  if (files === undefined || withFiles.length === 0) {
    return { contents: { count: 0, bytes: 0 }, part: [] }
  }
  const read = {
    columns: fileColumns,
    key: ['id'],
    where: sql`"state" = 'kept' and ${inList(sql`"entity"`, withFiles, 'string')}`,
  } as unknown as ReadOptions
  const file = await target.create('parts/files.jsonl')
  const folder = join(target.path, 'files')
  await mkdir(folder, { mode: 0o700 })
  let count = 0
  let bytes = 0
  for await (const page of readRows(db, read)) {
    for (const row of page as unknown as FileRow[]) {
      if (!(await copyContent(files, row, folder))) continue
      await file.write(`${JSON.stringify(spoken(row))}\n`)
      count++
      bytes += row.size
      onProgress({ name: 'files', done: count, total: null })
    }
  }
  return { contents: { count, bytes }, part: [{ name: 'files', ...(await file.end(count)) }] }
}

/** Where the bytes are is the other storage's own matter, and whose record has them follows from the record. */
function spoken({
  key: _key,
  state: _state,
  upload: _upload,
  dueAt: _due,
  ...row
}: FileRow): object {
  return row
}

async function copyContent(files: Files, { id, key }: FileRow, folder: string): Promise<boolean> {
  const content = await files.content(key)
  if (content === undefined) return false
  const handle = await open(join(folder, id), 'wx', 0o600)
  try {
    for await (const chunk of content) await handle.writeFile(chunk as Uint8Array)
    await handle.sync()
  } finally {
    await handle.close()
  }
  return true
}
