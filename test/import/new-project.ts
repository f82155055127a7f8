import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { runCambium } from '../../packages/generator/src/cli/fixture/index.ts'

/** A project that an import made. */
export interface ImportedProject {
  folder: string
  /** What was said on the way. */
  said: string
}

const packages = join(import.meta.dirname, '../../node_modules')

/** Imports a source into a new project, whose packages are those of this repository. It goes when the process ends. */
export function importNew(source: string, ...options: string[]): ImportedProject {
  const parent = mkdtempSync(join(tmpdir(), 'cambium-import-'))
  process.once('exit', () => rmSync(parent, { recursive: true, force: true }))
  symlinkSync(packages, join(parent, 'node_modules'))
  const { code, out, err } = runCambium(parent, 'import', source, 'arrived', '--yes', ...options)
  assert.equal(code, 0, `${out}${err}`)
  return { folder: join(parent, 'arrived'), said: `${out}${err}` }
}
