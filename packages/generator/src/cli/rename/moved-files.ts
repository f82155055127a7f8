import { existsSync, readdirSync } from 'node:fs'
import { join, posix } from 'node:path'
import type { EntityIR } from '@cambium/model/ir'
import { createEntityNames } from '@cambium/model/names'
import { isGeneratedName } from '../../project/index.ts'
import { listModelFiles } from '../../read/index.ts'
import { CommandError } from '../command.ts'
import { exitCode } from '../exit-code.ts'

/** Where the files of a renamed entity go. */
export interface Moves {
  /** Owned files and records of ejected ones, old path to new. */
  files: ReadonlyMap<string, string>
  /** The new path of any file, generated ones included; the same for one that stays. */
  pathOf(path: string): string
}

/** Nothing moves when a field is renamed. */
export const noMoves: Moves = { files: new Map(), pathOf: (path) => path }

/**
 * Finds the files that carry an entity's name: `order.hooks.ts` becomes `sale.hooks.ts`, and the folder `src/orders`
 * becomes `src/sales` when it is named after the entity and holds no other. Throws CommandError when a place is taken.
 */
export function findMoves(project: string, entity: EntityIR, to: string): Moves {
  const { folder } = entity
  const pathOf = pathsBy(entity, { to, folder: newFolder(project, entity, to) })
  const records = `.cambium/ejected/${folder}`
  const files = new Map<string, string>()
  for (const path of filesBelow(project, folder)) {
    if (!isGeneratedName(path) && pathOf(path) !== path) files.set(path, pathOf(path))
  }
  for (const path of filesBelow(project, records)) {
    const inProject = path.slice('.cambium/ejected/'.length)
    if (pathOf(inProject) !== inProject) files.set(path, `.cambium/ejected/${pathOf(inProject)}`)
  }
  for (const path of files.values()) {
    if (existsSync(join(project, path))) {
      throw new CommandError(
        exitCode.problems,
        `${path} is there already: rename or remove it first`,
      )
    }
  }
  return { files, pathOf }
}

/** A file is renamed where it has the name that follows from the entity's. */
function pathsBy(
  { name, folder, names }: EntityIR,
  { to, folder: newFolder }: { to: string; folder: string },
): (path: string) => string {
  const stem = names.file
  const newStem = createEntityNames(name).file === stem ? createEntityNames(to).file : stem
  return (path) => {
    if (!path.startsWith(`${folder}/`)) return path
    const rest = path.slice(folder.length + 1)
    const isOwn = rest.startsWith(`${stem}.`)
    return posix.join(newFolder, isOwn ? `${newStem}${rest.slice(stem.length)}` : rest)
  }
}

function newFolder(project: string, { name, folder }: EntityIR, to: string): string {
  const shared = listModelFiles(project).filter((path) => posix.dirname(path) === folder).length > 1
  const isNamedSo = posix.basename(folder) === createEntityNames(name).path
  return !shared && isNamedSo
    ? posix.join(posix.dirname(folder), createEntityNames(to).path)
    : folder
}

function filesBelow(project: string, folder: string): string[] {
  const path = join(project, folder)
  if (!existsSync(path)) return []
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => posix.join(folder, entry.parentPath.slice(path.length), entry.name))
    .sort()
}
