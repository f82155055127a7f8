import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Outcome } from '../outcome.ts'
import { createWorkspace } from '../server/index.ts'
import { type DiskFault, tryDisk } from './disk-phases.ts'

/** Makes the files of a served shop unwritable under its hands, in the two ways that open files notice. */
export async function tryReadOnlyFile(): Promise<Outcome> {
  const outcomes = [
    await withFile((path) => ({
      name: 'read-only file',
      statuses: [503],
      begin: () => setImmutable(path, '+i'),
      end: () => setImmutable(path, '-i'),
    })),
    await withFile(() => ({
      name: 'no more bytes for this process',
      statuses: [503, 507],
      begin: ({ server }) => limitFileSize(server.pid, '0'),
      end: ({ server }) => limitFileSize(server.pid, 'unlimited'),
    })),
  ]
  return {
    rows: outcomes.flatMap(({ rows }) => rows),
    failures: outcomes.flatMap(({ failures }) => failures),
  }
}

async function withFile(faultOf: (path: string) => DiskFault): Promise<Outcome> {
  const { folder, remove } = createWorkspace()
  const path = join(folder, 'app.db')
  const fault = faultOf(path)
  try {
    return await tryDisk(path, fault)
  } catch (error) {
    if (!(error instanceof NotPossible)) throw error
    return { rows: [{ what: fault.name, value: `skipped: ${error.message}` }], failures: [] }
  } finally {
    setImmutable(path, '-i', 'quietly')
    remove()
  }
}

class NotPossible extends Error {
  override readonly name = 'NotPossible'
}

/** Only root may, and not on every file system. */
function setImmutable(path: string, flag: '+i' | '-i', quietly?: 'quietly'): void {
  const files = [path, `${path}-wal`].filter((file) => existsSync(file))
  run('chattr', [flag, ...files], quietly)
}

function limitFileSize(pid: number, bytes: string): void {
  run('prlimit', ['--pid', String(pid), `--fsize=${bytes}:`])
}

function run(program: string, args: readonly string[], quietly?: 'quietly'): void {
  try {
    execFileSync(program, args, { stdio: 'ignore' })
  } catch (cause) {
    if (quietly) return
    throw new NotPossible(`${program} is not there or not allowed here`, { cause })
  }
}
