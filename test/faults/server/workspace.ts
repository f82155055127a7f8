import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'

/** A folder of its own, gone with everything in it when it is removed or the process ends. */
export interface Workspace {
  readonly folder: string
  remove(): void
}

const open = new Set<() => void>()
process.on('exit', () => {
  for (const remove of open) remove()
})
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))

/** Makes a folder on the disk that temporary files are on. */
export function createWorkspace(): Workspace {
  const folder = mkdtempSync(join(tmpdir(), 'cambium-faults-'))
  return disposable(folder, () => rmSync(folder, { recursive: true, force: true }))
}

/** Makes a folder on a disk of its own that holds so many bytes; undefined where this account may not. */
export function createSmallDisk(bytes: number): Workspace | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'cambium-disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder], {
      stdio: 'ignore',
    })
  } catch {
    rmSync(folder, { recursive: true, force: true })
    return undefined
  }
  return disposable(folder, () => {
    // Lazily, because a process that was killed a moment ago may still hold a file.
    execFileSync('umount', ['--lazy', folder])
    rmSync(folder, { recursive: true, force: true })
  })
}

function disposable(folder: string, dispose: () => void): Workspace {
  const remove = (): void => {
    if (open.delete(remove)) dispose()
  }
  open.add(remove)
  return { folder, remove }
}
