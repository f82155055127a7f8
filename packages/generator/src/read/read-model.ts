import { type Finding, type Lock, resolveModel, type SourceEntity } from '@cambium/model/check'
import { hashModel } from '@cambium/model/hash'
import type { JsonValue, ModelHashes, ModelIR } from '@cambium/model/ir'
import { compileExpression } from '../rules/index.ts'
import type { Diagnostic } from './diagnostic.ts'
import { readDocComments } from './doc-comments.ts'
import { configFile } from './find-project.ts'
import { failureDiagnostic, unfinishedDiagnostic } from './load-diagnostic.ts'
import { loadFiles } from './load-files.ts'
import { diagnosticAt, diagnosticWithout } from './locate.ts'
import { lockFile, readLock } from './lock-file.ts'
import { checkManifest, type LogicSources, readLogic } from './logic/index.ts'
import { createPlacer } from './place-finding.ts'
import { readSources, type Sources } from './read-sources.ts'
import {
  readConfigFile,
  readLogicFiles,
  readModelFiles,
  readText,
  type SourceFile,
} from './source-files.ts'

/** What the files of a project say. */
export interface ReadResult {
  /** `null` as soon as one diagnostic is an error. */
  model: ModelIR | null
  hashes: ModelHashes | null
  /** The identities, those of new entities and fields included. */
  lock: Lock
  diagnostics: Diagnostic[]
  /** Gives what somebody else finds in the model its place. */
  place(finding: Finding): Diagnostic
}

export interface ReadOptions {
  /** Says which identities go by another name before the model is read with them. */
  editLock?(lock: Lock): Lock
}

/**
 * Reads the model of a project: parses the files, imports them in a process that may only read, checks what they
 * define, and gives everything that is wrong its place. Writes nothing.
 */
export async function readModel(
  project: string,
  { editLock = (lock) => lock }: ReadOptions = {},
): Promise<ReadResult> {
  const config = readConfigFile(project)
  const files = readModelFiles(project)
  const lockText = readText(project, lockFile)
  const { lock: lockOnDisk, diagnostics: lockDiagnostics } = readLock(lockText)
  const lock = editLock(lockOnDisk)
  const sources = readSources([config, ...files])
  const logic = readLogic(readLogicFiles(project))
  for (const parsed of logic.parsed) sources.parsed.set(parsed.file, parsed)
  const diagnostics = [...lockDiagnostics, ...sources.diagnostics, ...logic.diagnostics]
  if (files.length === 0) diagnostics.push(noModels())
  if (logic.needsModelPackage) diagnostics.push(...checkManifest(readText(project, 'package.json')))
  const loaded = await loadDefinitions(project, [config, ...files], { sources, logic })
  diagnostics.push(...loaded.diagnostics)
  const entities = sourceEntities(loaded.definitions, sources)
  const place = createPlacer(entities, { sources, lockText: lockText ?? '' })
  if (hasErrors(diagnostics)) return { model: null, hashes: null, lock, diagnostics, place }
  const source = {
    config: loaded.definitions.get(configFile) ?? null,
    entities,
    logic: logic.define(loaded.definitions),
  }
  const resolved = resolveModel(source, lock, compileExpression)
  diagnostics.push(...resolved.findings.map(place))
  const model = hasErrors(diagnostics) ? null : resolved.model
  return {
    model,
    hashes: model && hashModel(model),
    lock: model ? resolved.lock : lock,
    diagnostics,
    place,
  }
}

/** Whether any of them is an error. */
export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
  return diagnostics.some((one) => one.severity === 'error')
}

interface Loaded {
  definitions: Map<string, JsonValue>
  diagnostics: Diagnostic[]
}

async function loadDefinitions(
  project: string,
  files: readonly SourceFile[],
  { sources, logic }: { sources: Sources; logic: LogicSources },
): Promise<Loaded> {
  const broken = new Set(sources.diagnostics.map((one) => one.file))
  const whole = files.filter(({ path }) => !broken.has(path)).map(({ path }) => ({ path }))
  const outcome = await loadFiles(project, [...whole, ...logic.modules])
  const all = [...files, ...logic.modules]
  const fileAt = (path: string | null) => all.find((file) => file.path === path) ?? null
  const loaded: Loaded = { definitions: new Map(), diagnostics: [] }
  for (const report of outcome.reports) {
    if (report.type === 'loaded') {
      if (report.definition === null) loaded.diagnostics.push(nothingExported(sources, report.path))
      else loaded.definitions.set(report.path, report.definition)
    }
    const file = report.type === 'failed' ? fileAt(report.path) : null
    if (report.type === 'failed' && file) {
      loaded.diagnostics.push(failureDiagnostic(project, file, report.error))
    }
  }
  if (outcome.ended !== 'done') {
    loaded.diagnostics.push(unfinishedDiagnostic(outcome, fileAt(outcome.at)))
  }
  return loaded
}

function sourceEntities(definitions: Loaded['definitions'], sources: Sources): SourceEntity[] {
  return [...definitions]
    .filter(([path]) => path.endsWith('.model.ts'))
    .map(([path, definition]) => sourceEntity(sources, path, definition))
}

function sourceEntity({ parsed }: Sources, file: string, definition: JsonValue): SourceEntity {
  const source = parsed.get(file)
  if (!source) return { file, definition }
  const docs = readDocComments(source)
  return { file, definition, doc: docs.entity, fieldDocs: Object.fromEntries(docs.fields) }
}

function nothingExported(sources: Sources, path: string): Diagnostic {
  const text = sources.parsed.get(path)?.text ?? ''
  const statement = {
    code: 'CAM311',
    message: `${path} exports nothing as its default.`,
    hint: path.startsWith('src/')
      ? "Write: export default entity('Name', { fields: { ... } })"
      : "Write: export default defineConfig({ name: 'shop' })",
  }
  return diagnosticAt(statement, { file: path, text, span: { start: 0, end: 1 } })
}

function noModels(): Diagnostic {
  return diagnosticWithout({
    code: 'CAM312',
    severity: 'warning',
    message: 'The project has no model yet.',
    hint: 'Write the first one in src/tasks/task.model.ts: one folder an entity, one file a model.',
  })
}
