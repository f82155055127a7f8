import { type Lock, printLock } from '@cambium/model/check'
import type { ModelHashes, ModelIR } from '@cambium/model/ir'
import { overlapWords, readStart, type Start } from '../branches/index.ts'
import { emitProject, refusals } from '../emit/index.ts'
import { migrationFiles, planMigration } from '../plan/index.ts'
import {
  type EjectedFile,
  type EmittedFile,
  findEjected,
  generatedModelFile,
  inspectEjected,
  planProject,
  printGeneratedModel,
  recoverProject,
  type StateFile,
  type WritePlan,
  type WriteResult,
  withProjectLock,
  writeProject,
} from '../project/index.ts'
import {
  type Diagnostic,
  diagnosticWithout,
  hasErrors,
  lockFile,
  type ReadResult,
  readModel,
} from '../read/index.ts'
import { settleIdentities } from './settle-identities.ts'

export interface GenerateOptions {
  /** Version of the generator. */
  version: string
  /** Look only: write nothing. */
  dryRun?: boolean
  skipEdited?: boolean
  /** Says which identities go by another name, before the model is read with them. */
  editLock?(lock: Lock): Lock
  /** Asked when everything is ready: false ends the generation before anything is written. */
  mayWrite?(model: ModelIR, hashes: ModelHashes): boolean
}

/** What one generation found and did. */
export interface Generation {
  diagnostics: Diagnostic[]
  /** `null` when the model has errors; then nothing was written. */
  model: ModelIR | null
  hashes: ModelHashes | null
  /** What is to be written, file by file; `null` when the model has errors. */
  plan: WritePlan | null
  /** `null` when nothing was to be written. */
  result: WriteResult | null
  ejected: EjectedFile[]
  migration: MigrationState
}

/** How the migrations stand to the model. */
export interface MigrationState {
  /** The first migration, when this generation made it. */
  created: string | null
  /** Whether the tables changed since the newest migration. */
  pending: boolean
}

/** Reads the model, emits every file and writes what changed. Only one runs in a project at a time. */
export function generateProject(project: string, options: GenerateOptions): Promise<Generation> {
  if (options.dryRun) return generateUnlocked(project, options)
  return withProjectLock(project, () => generateUnlocked(project, options))
}

/** The same for a caller that holds the project's lock already. */
export async function generateUnlocked(
  project: string,
  options: GenerateOptions,
): Promise<Generation> {
  if (!options.dryRun) recoverProject(project)
  const settled = options.dryRun ? [] : settleIdentities(project)
  const read = await readModel(project, options.editLock ? { editLock: options.editLock } : {})
  read.diagnostics.unshift(...settled)
  const { model, hashes } = read
  if (!model || !hashes) return failed(read)
  read.diagnostics.push(...refusals(model).map(read.place))
  if (hasErrors(read.diagnostics)) return failed(read)
  const emitted = emitAll(project, { ...read, model, hashes })
  const wanted = { emitted: emitted.files, state: emitted.state }
  const plan = planProject(project, wanted)
  const looksOnly = options.dryRun || options.mayWrite?.(model, hashes) === false
  const result = looksOnly
    ? null
    : writeProject(project, {
        ...wanted,
        generator: options.version,
        skipEdited: options.skipEdited ?? false,
      })
  const diagnostics = [...read.diagnostics, ...emitted.overlaps]
  const { ejected, migration } = emitted
  return { diagnostics, model, hashes, plan, result, ejected, migration }
}

function failed({ diagnostics }: Pick<ReadResult, 'diagnostics'>): Generation {
  return {
    diagnostics,
    model: null,
    hashes: null,
    plan: null,
    result: null,
    ejected: [],
    migration: { created: null, pending: false },
  }
}

interface ReadModel extends ReadResult {
  model: ModelIR
  hashes: ModelHashes
}

interface Emitted {
  files: EmittedFile[]
  state: StateFile[]
  ejected: EjectedFile[]
  migration: MigrationState
  /** Branches of migrations that cannot stand beside each other. */
  overlaps: Diagnostic[]
}

function emitAll(project: string, { model, lock, hashes }: ReadModel): Emitted {
  const plain = emitProject(model, { hashes })
  const paths = findEjected(
    project,
    plain.map((file) => file.path),
  )
  const emitted = paths.size === 0 ? plain : emitProject(model, { hashes, ejected: [...paths] })
  const ejected = inspectEjected(project, emitted, paths)
  const first = firstMigration(project, model, hashes)
  return {
    files: [...emitted.filter((file) => !paths.has(file.path)), ...first.files],
    state: [
      { path: lockFile, text: printLock(lock) },
      { path: generatedModelFile, text: printGeneratedModel(model) },
      ...ejected.records,
    ],
    ejected: ejected.files,
    migration: first.state,
    overlaps: first.overlaps,
  }
}

function firstMigration(
  project: string,
  model: ModelIR,
  hashes: ModelHashes,
): { files: EmittedFile[]; state: MigrationState; overlaps: Diagnostic[] } {
  const last = readStart(project)
  if (last) {
    const pending = last.to !== hashes.storage || last.ids.length > 1
    return { files: [], state: { created: null, pending }, overlaps: overlapsIn(last) }
  }
  const plan = planMigration(null, model)
  if (plan.operations.length === 0)
    return { files: [], state: { created: null, pending: false }, overlaps: [] }
  const files = migrationFiles({
    plan,
    model,
    hashes,
    previous: null,
    at: new Date(),
    title: 'create',
  })
  const id = files[0]?.path.split('/')[1] ?? null
  return {
    files: files.map((file) => ({ ...file, owned: true })),
    state: { created: id, pending: false },
    overlaps: [],
  }
}

function overlapsIn({ overlaps, model }: Start): Diagnostic[] {
  return overlaps.map((overlap) => {
    const message = `${overlapWords(overlap, model)}.`
    const hint = 'Run: cambium migrate rebase'
    return diagnosticWithout({ code: 'CAM406', severity: 'error', message, hint })
  })
}
