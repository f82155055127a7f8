import { readdirSync } from 'node:fs'
import { join, posix } from 'node:path'
import { isGeneratedName } from '../../../project/index.ts'
import { byCodeUnit, readText, type SourceFile } from '../../../read/index.ts'

const left = new Set(['node_modules', 'migrations', 'data', 'dist', 'coverage'])
const code = /\.(?:[cm]?ts|tsx|[cm]?js|jsx)$/

/** The code a person wrote: everything but models, generated files, migrations and what is installed. */
export function readOwnedFiles(project: string): SourceFile[] {
  return pathsIn(project, '')
    .filter((path) => code.test(path) && !isGeneratedName(path) && !path.endsWith('.model.ts'))
    .filter((path) => path !== 'cambium.config.ts')
    .sort(byCodeUnit)
    .map((path) => ({ path, text: readText(project, path) ?? '' }))
}

function pathsIn(project: string, folder: string): string[] {
  return readdirSync(join(project, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = posix.join(folder, entry.name)
    if (entry.isFile()) return [path]
    const isLeft = entry.name.startsWith('.') || left.has(entry.name)
    return entry.isDirectory() && !isLeft ? pathsIn(project, path) : []
  })
}
