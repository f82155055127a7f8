import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { basename, join, relative } from 'node:path'
import { ImportError } from '../source/index.ts'
import type { PrismaFile } from './schema-blocks.ts'

/** Where the schema of a project usually is, for folders that hold none themselves. */
const usualPlaces = ['prisma/schema.prisma', 'schema.prisma', 'prisma/schema', 'prisma']

/** Whether a path is a schema file, a folder of them, or a project with one. */
export function isPrismaSource(source: string): boolean {
  const kind = statSync(source, { throwIfNoEntry: false })
  if (!kind?.isDirectory()) return source.endsWith('.prisma')
  return schemaFolder(source) !== null
}

/** The files of a schema, in the order of their names. */
export function readSchemaFiles(source: string): PrismaFile[] {
  const kind = statSync(source, { throwIfNoEntry: false })
  if (!kind) throw new ImportError(`There is no file or folder ${source}`)
  const found = kind.isDirectory() ? schemaFolder(source) : source
  if (found === null) {
    throw new ImportError(
      `${source} holds no *.prisma`,
      'Name a schema.prisma, or the folder of a schema',
    )
  }
  if (found.endsWith('.prisma')) return [{ name: basename(found), text: readText(found) }]
  const paths = schemaPaths(found).toSorted()
  return paths.map((path) => ({ name: relative(found, path), text: readText(path) }))
}

function readText(path: string): string {
  return readFileSync(path, 'utf8')
    .replace(/^\uFEFF/, '')
    .replaceAll('\r\n', '\n')
}

/** The folder itself where it holds schema files, else the usual place in it. */
function schemaFolder(folder: string): string | null {
  if (readdirSync(folder).some((name) => name.endsWith('.prisma'))) return folder
  const place = usualPlaces.map((path) => join(folder, path)).find((path) => existsSync(path))
  if (place === undefined) return schemaPaths(folder, 2).length > 0 ? folder : null
  return place.endsWith('.prisma') || schemaPaths(place).length > 0 ? place : null
}

function schemaPaths(folder: string, depth = 8): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isFile()) return entry.name.endsWith('.prisma') ? [path] : []
    const isPassed = entry.name === 'node_modules' || entry.name.startsWith('.')
    return entry.isDirectory() && !isPassed && depth > 0 ? schemaPaths(path, depth - 1) : []
  })
}
