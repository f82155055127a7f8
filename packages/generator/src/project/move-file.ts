import { constants, copyFileSync, linkSync, renameSync, rmSync } from 'node:fs'

/** Puts a file in the place of another in one step. */
export function moveOver(source: string, target: string): true {
  renameSync(source, target)
  return true
}

/** Puts a file where none is; false, and nothing changed, when one is there. */
export function moveIfFree(source: string, target: string): boolean {
  try {
    linkSync(source, target)
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code
    if (code === 'EEXIST') return false
    // some file systems have no hard links
    if (!copyIfFree(source, target)) return false
  }
  rmSync(source, { force: true })
  return true
}

function copyIfFree(source: string, target: string): boolean {
  try {
    copyFileSync(source, target, constants.COPYFILE_EXCL)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}
