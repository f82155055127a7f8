import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { configFile } from './find-project.ts'
import { logicFolderOf, logicFolders } from './logic/index.ts'

/** One owned file the generator reads; `path` is relative to the project, with `/`. */
export interface SourceFile {
  path: string
  text: string
}

const modelSuffix = '.model.ts'

/** The paths of `src/<folder>/<name>.model.ts`, sorted, so that every machine sees one order. */
export function listModelFiles(project: string): string[] {
  const folders = foldersIn(join(project, 'src'))
  return folders
    .flatMap((folder) =>
      filesIn(join(project, 'src', folder))
        .filter((file) => file.endsWith(modelSuffix) && file.length > modelSuffix.length)
        .map((file) => `src/${folder}/${file}`),
    )
    .sort(byCodeUnit)
}

/** Every model file of the project with its text. */
export function readModelFiles(project: string): SourceFile[] {
  return listModelFiles(project).map((path) => ({ path, text: readText(project, path) ?? '' }))
}

/** Every file in the folders of logic with its text; what has a dot in its name belongs to an entity, or is a test. */
export function readLogicFiles(project: string): SourceFile[] {
  return logicFolders
    .flatMap(({ folder }) => filesIn(join(project, folder)).map((file) => `${folder}/${file}`))
    .filter((path) => logicFolderOf(path) !== undefined)
    .sort(byCodeUnit)
    .map((path) => ({ path, text: readText(project, path) ?? '' }))
}

/** The settings file with its text; an empty text when it cannot be read. */
export function readConfigFile(project: string): SourceFile {
  return { path: configFile, text: readText(project, configFile) ?? '' }
}

/** The text of a file of the project; `null` when there is no such file. */
export function readText(project: string, path: string): string | null {
  try {
    return readFileSync(join(project, path), 'utf8')
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT' || code === 'ENOTDIR' || code === 'EISDIR') return null
    throw error
  }
}

function foldersIn(folder: string): string[] {
  return entriesOf(folder)
    .filter((entry) => entry.isDirectory() || entry.isSymbolicLink())
    .map((entry) => entry.name)
    .filter((name) => !name.startsWith('.') && name !== 'node_modules')
}

function filesIn(folder: string): string[] {
  return entriesOf(folder)
    .filter((entry) => entry.isFile())
    .map((entry) => entry.name)
}

function entriesOf(folder: string): import('node:fs').Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'ENOENT' || code === 'ENOTDIR') return []
    throw error
  }
}

/** Orders text by code unit: the same on every machine, whatever its language. */
export function byCodeUnit(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
