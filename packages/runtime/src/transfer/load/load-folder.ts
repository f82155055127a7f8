import { createReadStream } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../../database/index.ts'
import { StartupError } from '../../errors/index.ts'
import type { Files, RestoredFile } from '../../files/index.ts'
import type { Registry } from '../../operation/index.ts'
import { checkFile, type ExportedFile, type ReadableFolder, readFileRows } from '../folder/index.ts'
import { partTables } from '../parts/index.ts'
import { type LoadReport, textOfName } from '../protocol.ts'
import type { Load } from './create-load.ts'

export interface LoadFolderOptions {
  readonly folder: ReadableFolder
  readonly database: Database
  readonly registry: Registry
  readonly files: Files | undefined
  /** Files that were changed since the export are taken. */
  readonly changed: boolean
  onProgress(progress: {
    readonly name: string
    readonly done: number
    readonly total: number
  }): void
}

/** Loads what an export wrote: files first, then records, links, and what belongs to no entity. */
export async function loadFolder(load: Load, options: LoadFolderOptions): Promise<LoadReport> {
  const { manifest } = options.folder
  refuseOthers(options)
  const all = [...manifest.entities, ...manifest.links, ...manifest.parts]
  if (!options.changed) for (const file of all) await checkFile(options.folder, file)
  const files = manifest.parts.find(({ name }) => name === 'files')
  if (files) await restoreFiles(options, files)
  for (const item of load.order) {
    const unit = textOfName(item)
    const file = [...manifest.entities, ...manifest.links].find(({ name }) => name === unit)
    if (file === undefined || item.finished) continue
    const name = 'entity' in item ? { entity: item.entity } : { links: item.links }
    let done = item.written
    for await (const { rows, end } of readFileRows(options.folder, file.file, at(item.position))) {
      await load.write({ ...name, position: end, rows })
      done += rows.length
      options.onProgress({ name: unit, done, total: file.rows })
    }
    await load.finish(name)
  }
  for (const part of partTables) {
    const file = manifest.parts.find(({ name }) => name === part.name)
    if (file === undefined) continue
    const from = at(load.partPosition(part.name))
    for await (const { rows, end } of readFileRows(options.folder, file.file, from)) {
      await load.writePart(part, { rows, position: end })
    }
  }
  return load.end()
}

function at(position: unknown): number {
  return typeof position === 'number' ? position : 0
}

/** Another model has no place for the rows: better to say so before anything is written. */
function refuseOthers({ folder, registry }: LoadFolderOptions): void {
  const { entities, links, format } = folder.manifest
  if (format !== 'jsonl') {
    throw new StartupError(`${folder.path} holds ${format}, and load takes jsonl`, {
      hint: hints[format],
    })
  }
  const known = new Map(registry.entities.map(({ resource }) => [resource.name, resource]))
  const problems = entities.flatMap(({ name, properties }) => {
    const resource = known.get(name)
    if (resource === undefined) return [name]
    return properties
      .filter((property) => !resource.columns.has(property.name))
      .map((property) => `${name}.${property.name}`)
  })
  for (const { name, source } of links) {
    const relation = known.get(source)?.relations?.[name.slice(source.length + 1)]
    if (known.has(source) && relation?.kind !== 'manyToMany') problems.push(name)
  }
  if (problems.length === 0) return
  throw new StartupError(`The export is of another model: this one has no ${problems.join(', ')}`, {
    hint: 'Load it into the model it was written from, or bring it into a project of its own: cambium import FOLDER NAME',
  })
}

const hints = {
  csv: 'Bring it into a project with: cambium import FOLDER NAME. To load it back, export it as jsonl.',
  sql: 'Run data.sql with sqlite3 or psql. To load it back, export it as jsonl.',
} as const

const fileId = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/

/** Files wait for their records; those that are there are not brought again. */
async function restoreFiles(
  { folder, files, onProgress }: LoadFolderOptions,
  { file, rows: total }: ExportedFile,
): Promise<void> {
  if (files === undefined) return
  let done = 0
  for await (const { rows } of readFileRows(folder, file, 0)) {
    for (const row of rows) {
      const restored = restoredFile(row)
      const path = join(folder.path, 'files', restored.id)
      await files.restore(restored, () => createReadStream(path))
      onProgress({ name: 'files', done: ++done, total })
    }
  }
}

/** The id is the name of a file in the folder, and must be nothing else. */
function restoredFile(row: { readonly [property: string]: unknown }): RestoredFile {
  const { entity: _entity, recordId: _record, field: _field, ...file } = row
  if (typeof file.id === 'string' && fileId.test(file.id)) return file as unknown as RestoredFile
  throw new StartupError(`${JSON.stringify(file.id)} is no id of a file`)
}
