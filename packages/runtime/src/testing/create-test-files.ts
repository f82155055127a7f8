import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from '../database/index.ts'
import { createFiles, type FileLimits, type Files, fileLimits } from '../files/index.ts'
import type { Logger } from '../log/index.ts'
import { fileTablesOf, type Registry } from '../operation/index.ts'

/** How a test wants the files of its application. */
export interface TestFilesOptions {
  /** Where they are, as `STORAGE_URL` says it; a folder of its own, gone with the test, unless told. */
  readonly storage?: string | undefined
  readonly limits?: Partial<FileLimits> | undefined
}

/** The files of an application under test; undefined for a model without any. */
export async function createTestFiles(
  registry: Registry,
  { database, log }: { database: Database; log: Logger },
  { storage, limits }: TestFilesOptions = {},
): Promise<Files | undefined> {
  const tables = fileTablesOf(registry)
  if (tables.length === 0) return undefined
  const folder = storage ?? `file:${await mkdtemp(join(tmpdir(), 'cambium-test-files-'))}`
  const files = createFiles({
    database,
    log,
    tables,
    limits: { ...fileLimits(), thumbnailMs: 60_000, ...limits },
    address: folder,
    signingKey: randomBytes(32),
  })
  return {
    ...files,
    async close() {
      await files.close()
      if (storage === undefined) await rm(folder.slice('file:'.length), { recursive: true })
    },
  }
}
