import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

const lockPath = '.cambium/lock'

/** Another run holds the project. */
export class ProjectBusyError extends Error {
  override name = 'ProjectBusyError'
}

/**
 * Runs `work` while no other run of the generator may write into the project. Waits up to `waitMs` for another one to
 * end and throws ProjectBusyError then; the lock of a process that is gone is taken over.
 */
export async function withProjectLock<T>(
  project: string,
  work: () => Promise<T> | T,
  waitMs: number = 5000,
): Promise<T> {
  const path = join(project, lockPath)
  mkdirSync(join(project, '.cambium'), { recursive: true })
  keepOutOfVersionControl(project)
  const end = Date.now() + waitMs
  while (!take(path)) {
    if (Date.now() > end) {
      throw new ProjectBusyError(
        `Another cambium (process ${holderOf(path)}) is writing into this project. If it is not, delete ${lockPath}`,
      )
    }
    await delay(50)
  }
  try {
    return await work()
  } finally {
    rmSync(path, { force: true })
  }
}

/** What belongs to this machine alone is not committed. */
function keepOutOfVersionControl(project: string): void {
  try {
    const path = join(project, '.cambium/.gitignore')
    writeFileSync(path, 'next/\nlast/\nrestored/\nlock\ndevelopment.json\ndevelopment.json.tmp\n', {
      flag: 'wx',
    })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
}

function take(path: string): boolean {
  try {
    writeFileSync(path, `${process.pid}\n`, { flag: 'wx' })
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  const holder = holderOf(path)
  if (holder !== null && !isRunning(holder)) rmSync(path, { force: true })
  return false
}

function holderOf(path: string): number | null {
  try {
    const id = Number.parseInt(readFileSync(path, 'utf8'), 10)
    return Number.isSafeInteger(id) && id > 0 ? id : null
  } catch {
    return null
  }
}

function isRunning(id: number): boolean {
  try {
    process.kill(id, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}
