import type { EntityIR, ModelIR } from '@cambium/model/ir'
import type { ExistingEntity } from '../../import/index.ts'
import {
  configFile,
  hasErrors,
  lockFile,
  printDiagnostics,
  readConfigFile,
  readModel,
  readModelFiles,
  readText,
  type SourceFile,
} from '../../read/index.ts'
import { CommandError, type Terminal } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import type { ImportTarget } from './import-target.ts'

/** What a project says already. */
export interface ProjectModel {
  existing: ExistingEntity[]
  roles: string[] | null
  hasAccounts: boolean
  /** The files the model is read from, the lock included. */
  files: SourceFile[]
}

/** Reads the model of the project that is imported into; a new one has none. Throws for one that has errors. */
export async function readProjectModel(
  terminal: Terminal,
  { folder, isNew }: ImportTarget,
): Promise<ProjectModel> {
  if (isNew) return { existing: [], roles: null, hasAccounts: false, files: [] }
  const { model, diagnostics } = await readModel(folder)
  if (model === null || hasErrors(diagnostics)) {
    terminal.complain(printDiagnostics(diagnostics, terminal.colour).trimEnd())
    throw new CommandError(exitCode.problems, 'The project has errors: mend them and import again')
  }
  const lock = readText(folder, lockFile)
  return {
    existing: model.entities.map((entity) => existingEntity(entity)),
    roles: model.roles,
    hasAccounts: model.entities.some(({ accounts }) => accounts != null),
    files: [
      { path: configFile, text: readConfigFile(folder).text },
      ...readModelFiles(folder),
      ...(lock === null ? [] : [{ path: lockFile, text: lock }]),
    ],
  }
}

function existingEntity(entity: ModelIR['entities'][number]): ExistingEntity {
  const { name, folder, names, table } = entity
  return { name, file: `${folder}/${names.file}.model.ts`, table, members: membersOf(entity) }
}

function membersOf({ fields, manyToMany, inverses }: EntityIR): string[] {
  return [
    ...fields.flatMap((field) => [field.name, field.reference?.relation ?? field.name]),
    ...manyToMany.flatMap((relation) => [relation.name, relation.input]),
    ...inverses.map((inverse) => inverse.name),
  ]
}
