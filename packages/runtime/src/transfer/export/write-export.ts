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
    const exporting: Exporting = { ...options, site, db, target }
    const plan = await planExport(db, site, options)
    const dialect = options.dialect ?? db.dialect
    const written =
      options.format === 'sql'
        ? await writeSql(exporting, plan, dialect)
        : await writeTables(exporting, plan)
    const { contents, part } = await writeFiles(exporting, plan)
    const manifest: Manifest = {
      cambium: 'export',
      form: formVersion,
      application: site.application,
      format: options.format,
      dialect: options.format === 'sql' ? dialect : null,
      exportedAt: new Date().toISOString(),
      storage: site.storageHash,
      withSecrets: options.withSecrets,
      withAccounts: options.withAccounts,
      ...written,
      parts: [...written.parts, ...part],
      contents,
    }
    await target.finish(manifest)
    return manifest
  })
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
