import { constants, copyFileSync, existsSync, mkdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ejectedRecord } from './ejected.ts'
import { ownedName } from './emitted-file.ts'

const folder = '.cambium/restored'

/** Takes an edited generated file away, so that the next generation writes it anew; gives the path of the kept copy. */
export function restoreGenerated(project: string, path: string): string {
  return takeAway(project, path)
}

/** Takes the owned file away that had replaced a generated one; gives the path of the kept copy. */
export function restoreEjected(project: string, path: string): string {
  const copy = takeAway(project, ownedName(path))
  rmSync(join(project, ejectedRecord(path)), { force: true })
  return copy
}

/** Keeps a copy of what a file of the project is now, on this machine only; gives the path of the copy. */
export function keepCopy(project: string, path: string): string {
  const copy = freePath(project, `${folder}/${path}`)
  mkdirSync(dirname(join(project, copy)), { recursive: true })
  copyFileSync(join(project, path), join(project, copy), constants.COPYFILE_EXCL)
  return copy
}

function takeAway(project: string, path: string): string {
  const copy = keepCopy(project, path)
  rmSync(join(project, path))
  return copy
}

function freePath(project: string, path: string): string {
  for (let count = 1; ; count++) {
    const candidate = count === 1 ? path : `${path}.${count}`
    if (!existsSync(join(project, candidate))) return candidate
  }
}
