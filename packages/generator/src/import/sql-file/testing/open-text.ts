import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { OpenSource, SourceOptions, SourceRow, TableName } from '../../source/index.ts'
import { sqlFileReader } from '../sql-file-reader.ts'

/** Reads texts as files of a folder; one that has a single file is read by that file. */
export async function openText(
  files: Readonly<Record<string, string | Uint8Array>>,
  options: Partial<SourceOptions> = {},
): Promise<OpenSource> {
  const folder = mkdtempSync(join(tmpdir(), 'cambium-sql-'))
  const names = Object.keys(files)
  for (const name of names) writeFileSync(join(folder, name), files[name] ?? '')
  const [only = ''] = names
  const opened = await sqlFileReader.open({
    source: names.length === 1 ? join(folder, only) : folder,
    schemas: [],
    dialect: null,
    progress: () => {},
    ...options,
  })
  return {
    ...opened,
    async close() {
      await opened.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** All rows of a table, in batches of that size. */
export async function readAll(
  { rows }: OpenSource,
  table: TableName,
  size = 100,
): Promise<SourceRow[]> {
  const all: SourceRow[] = []
  for await (const batch of rows?.read(table, { after: null, size }) ?? []) all.push(...batch.rows)
  return all.map((row) => ({ ...row }))
}
