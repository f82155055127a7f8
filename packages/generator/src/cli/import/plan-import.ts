import { resolve } from 'node:path'
import type { Adoption } from '../../adopt/index.ts'
import {
  designImport,
  findReader,
  type ImportDesign,
  type OpenSource,
  printConfig,
  printModel,
  type ReaderEntry,
  type RowCount,
  type SourceRows,
} from '../../import/index.ts'
import { printDiagnostics, type SourceFile } from '../../read/index.ts'
import { CommandError, type Terminal } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import { withProgress } from '../show-progress.ts'
import { adoptSource } from './adopt-source.ts'
import type { ImportRequest } from './import-request.ts'
import type { ImportTarget } from './import-target.ts'
import { createPassingLine } from './passing-line.ts'
import type { ProjectModel } from './project-model.ts'
import { rowsElsewhere } from './rows-elsewhere.ts'
import { stageImport } from './stage-import.ts'

/** Sources that are open while an import runs. */
export interface OpenSources {
  schema: OpenSource['schema']
  /** `null`: no rows come. */
  rows: SourceRows | null
  close(): Promise<void>
}

/** Opens what is named, and where its rows are. */
export async function openSources(
  terminal: Terminal,
  request: ImportRequest,
  readers: readonly ReaderEntry[],
): Promise<OpenSources> {
  const open = async (given: string, kind: string | null): Promise<OpenSource> => {
    const source = isAddress(given) ? given : resolve(terminal.cwd, given)
    const reader = await findReader(source, { kind, among: readers })
    const line = createPassingLine(terminal)
    try {
      return await reader.open({
        source,
        schemas: request.schemas,
        dialect: request.dialect,
        progress: (text) => line.show(text),
      })
    } finally {
      line.clear()
    }
  }
  const main = await open(request.source, request.as)
  if (!request.withRows) return { schema: main.schema, rows: null, close: () => main.close() }
  if (request.data === null)
    return { schema: main.schema, rows: main.rows, close: () => main.close() }
  const other = await open(request.data, null)
  return {
    schema: main.schema,
    rows: rowsElsewhere(other),
    close: async () => {
      await main.close()
      await other.close()
    },
  }
}

function isAddress(source: string): boolean {
  return /^[a-z][a-z0-9+.-]*:\/\//i.test(source)
}

/** Everything an import would write. */
export interface ImportPlan {
  design: ImportDesign
  /** Model files that are not there yet, and the settings of a new project. */
  files: SourceFile[]
  /** The database whose tables stay as they are; `null` where rows are copied. */
  adoption: Adoption | null
}

/** Designs the entities and checks their files as if they stood in the project. Writes nothing. */
export async function planImport(
  terminal: Terminal,
  sources: OpenSources,
  site: { request: ImportRequest; target: ImportTarget; project: ProjectModel },
): Promise<ImportPlan> {
  const { request, target, project } = site
  const { existing, roles, hasAccounts } = project
  const { only, except, access } = request
  const adoption = await adoptSource(terminal, sources.schema, site)
  const design = await designImport(adoption?.schema ?? sources.schema, {
    only,
    except,
    access,
    adopt: adoption?.rules ?? null,
    existing,
    roles,
    hasAccounts,
  })
  if (design.entities.length === 0) throw nothingComes(request, design)
  const { adopted } = design
  const models = design.entities
    .filter((entity) => !entity.exists)
    .map((entity) => ({ path: entity.file, text: printModel(entity, { adopted }) }))
  const settings = target.isNew
    ? [{ path: 'cambium.config.ts', text: configText(target.name, design, adoption) }]
    : []
  const files = [...settings, ...models]
  await check(terminal, [...project.files, ...files])
  return { design, files, adoption }
}

function configText(name: string, { roles }: ImportDesign, adoption: Adoption | null): string {
  return printConfig({ name, roles, ...(adoption && { databases: [adoption.dialect] }) })
}

function nothingComes({ only, except }: ImportRequest, { label }: ImportDesign): CommandError {
  const chosen = only.length + except.length > 0
  const why = chosen ? 'None of its tables is left by --only and --except' : 'It has no tables'
  return new CommandError(exitCode.problems, `Nothing of ${label} can be imported. ${why}`)
}

/** What is written passes the checker: where it does not, that is a fault of the import, and nothing is written. */
async function check(terminal: Terminal, files: readonly SourceFile[]): Promise<void> {
  const staged = await withProgress(terminal, 'Checking the models', () => stageImport(files))
  if (staged.isFine) return
  terminal.complain(printDiagnostics(staged.diagnostics, terminal.colour).trimEnd())
  throw new CommandError(
    exitCode.problems,
    'The models that were made of the source have errors, which is a fault of the import. Nothing was written; leave out what they stand in by --except',
  )
}

/** How many rows each entity gets; `null` where none come. */
export async function countRows(
  rows: SourceRows | null,
  { entities }: ImportDesign,
): Promise<RowCount[] | null> {
  if (rows === null) return null
  const counts: RowCount[] = []
  for (const { name, source, links } of entities) {
    counts.push({ entity: name, rows: await rows.count(source) })
    for (const { name: relation, pairs } of links) {
      if (pairs === null) continue
      counts.push({ entity: `${name}.${relation}`, rows: await rows.count(pairs.table) })
    }
  }
  return counts
}
