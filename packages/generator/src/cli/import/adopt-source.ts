import { resolve } from 'node:path'
import { type Adoption, openAdoption } from '../../adopt/index.ts'
import type { SourceSchema } from '../../import/index.ts'
import { readModel } from '../../read/index.ts'
import { CommandError, type Terminal } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import type { ImportRequest } from './import-request.ts'
import type { ImportTarget } from './import-target.ts'

/** Looks at the database that is to be adopted; `null` where rows are copied. Throws a CommandError for a project it cannot join. */
export async function adoptSource(
  terminal: Terminal,
  schema: SourceSchema,
  { request, target }: { request: ImportRequest; target: ImportTarget },
): Promise<Adoption | null> {
  if (!request.adopt) return null
  const isAddress = /^[a-z][a-z0-9+.-]*:\/\//i.test(request.source)
  const source = isAddress ? request.source : resolve(terminal.cwd, request.source)
  const adoption = await openAdoption({ source, schema })
  if (!target.isNew) await refuseOther(target.folder, adoption)
  return adoption
}

/** Tables that others made and tables for every database do not stand in one project. */
async function refuseOther(folder: string, { dialect }: Adoption): Promise<void> {
  const { model } = await readModel(folder)
  const databases = model?.extra.databases
  if (Array.isArray(databases) && databases.join() === dialect) return
  throw new CommandError(
    exitCode.environment,
    `An adopted database has a project of its own: cambium import SOURCE NAME --adopt, with the name of a new folder. A project that is for this kind of database alone says so in cambium.config.ts: databases: ['${dialect}']`,
  )
}
