import type { ExportedPart, Manifest } from '../folder/index.ts'
import type { Exporting } from './export-site.ts'
import type { ExportPlan } from './plan-export.ts'

/** What there is of files in a folder. */
export interface WrittenFiles {
  readonly contents: Manifest['contents']
  readonly part: readonly ExportedPart[]
}

/** Writes the files of the exported records, each under its id. */
export async function writeFiles(_exporting: Exporting, _plan: ExportPlan): Promise<WrittenFiles> {
  return { contents: { count: 0, bytes: 0 }, part: [] }
}
