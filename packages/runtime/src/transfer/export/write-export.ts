import { StartupError } from '../../errors/index.ts'
import { formVersion, type Manifest, openNewFolder } from '../folder/index.ts'
import type { Exporting, ExportOptions, ExportSite } from './export-site.ts'
import { planExport } from './plan-export.ts'
import { writeFiles } from './write-files.ts'
import { writeSql } from './write-sql.ts'
import { writeTables } from './write-tables.ts'

/** Writes what an application holds into a new folder, as it is at one moment; what is in the folder. */
export async function writeExport(site: ExportSite, options: ExportOptions): Promise<Manifest> {
  return site.database.snapshot(async (db) => {
    const target = await openNewFolder(options.folder)
    try {
      const manifest = await writeAll({ ...options, site, db, target })
      await target.finish(manifest)
      return manifest
    } finally {
      await target.abandon()
    }
  })
}

async function writeAll(exporting: Exporting): Promise<Manifest> {
  const { db, site, format, withSecrets, withAccounts } = exporting
  const plan = await planExport(db, site, exporting)
  const dialect = exporting.dialect ?? db.dialect
  const written =
    format === 'sql' ? await writeSql(exporting, plan, dialect) : await writeTables(exporting, plan)
  const { contents, part } = await writeFiles(exporting, plan)
  return {
    cambium: 'export',
    form: formVersion,
    application: site.application,
    format,
    dialect: format === 'sql' ? dialect : null,
    exportedAt: new Date().toISOString(),
    storage: site.storageHash,
    withSecrets,
    withAccounts,
    ...written,
    parts: [...written.parts, ...part],
    contents,
  }
}

/** What the disk refuses is nobody's bug. */
export function diskProblem(error: unknown, folder: string): unknown {
  const code = (error as { code?: unknown } | null)?.code
  const reasons: { readonly [code: string]: string } = {
    ENOSPC: 'There is no space left on the disk',
    EDQUOT: 'There is no space left on the disk',
    EACCES: 'The folder may not be written',
    EPERM: 'The folder may not be written',
    EROFS: 'The disk can only be read',
  }
  const reason = typeof code === 'string' ? reasons[code] : undefined
  if (reason === undefined) return error
  return new StartupError(`${reason}: ${folder}`, {
    hint: 'Nothing has the name of the folder yet; what was written is in its .partial and goes with the next run.',
    cause: error,
  })
}
