import { execFileSync } from 'node:child_process'
import { join } from 'node:path'

/** The environment of a process whose every flush of the disk takes so much longer. Needs a C compiler. */
export function slowDisk(folder: string, ms: number): { readonly [name: string]: string } {
  if (ms === 0) return {}
  const library = join(folder, 'slow-disk.so')
  const source = join(import.meta.dirname, 'slow-disk.c')
  execFileSync('cc', ['-shared', '-fPIC', '-O2', '-o', library, source, '-ldl'])
  return { LD_PRELOAD: library, SLOW_DISK_US: String(ms * 1000) }
}
