import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { readText } from '../read/index.ts'
import { isGeneratedName, ownedName } from './emitted-file.ts'
import { hasConflictMarkers, ourSide } from './merge-texts.ts'

const folder = '.cambium/ejected'

/** Where the text an ejected file came from is kept. */
export function ejectedRecord(path: string): string {
  return `${folder}/${path}`
}

/**
 * The generated text an ejected file holds everything of; `null` when none is kept. Of one that a merge left unfinished
 * it is our side.
 */
export function readEjectedRecord(project: string, path: string): string | null {
  const text = readText(project, ejectedRecord(path))
  return text !== null && hasConflictMarkers(text) ? ourSide(text) : text
}

/**
 * The generated paths whose place an owned file has taken. A part of a resource is ejected as soon as the owned name
 * exists; tests and the files of the whole project, whose owned names a person may want for something else, only by
 * `cambium eject`.
 */
export function findEjected(project: string, paths: Iterable<string>): Set<string> {
  const ejected = new Set<string>()
  for (const path of paths) {
    if (!isGeneratedName(path) || !existsSync(join(project, ownedName(path)))) continue
    if (isByName(path) || readText(project, ejectedRecord(path)) !== null) ejected.add(path)
  }
  return ejected
}

/** Whether the owned name alone says that a generated file is ejected. */
function isByName(path: string): boolean {
  const [, part] = /\.([a-z-]+)\.gen\.ts$/.exec(path) ?? []
  return part !== undefined && part !== 'test'
}
