import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import type { ModelIR } from '@cambium/model'
import { hashModel } from '@cambium/model/hash'
import { emitProject } from '../emit/index.ts'
import { migrationFiles, planMigration } from '../plan/index.ts'

/** A file of a generated project. */
export interface GeneratedText {
  path: string
  text: string
}

/** A project generated into a folder of its own, for running its tests. */
export interface GeneratedTests {
  files: readonly GeneratedText[]
  write(files: readonly GeneratedText[]): void
  /** Runs the generated tests of these entities; the names of those that fail. */
  failed(entities: readonly string[]): Promise<string[]>
  remove(): void
}

/** Generates a model with its first migration. */
export function createGeneratedTests(model: ModelIR): GeneratedTests {
  const hashes = hashModel(model)
  const plan = planMigration(null, model)
  const created = { plan, model, hashes, previous: null, at: new Date(0), title: 'create' }
  const files = emitProject(model, { hashes })
  // Inside the repository, so that the packages are found.
  const folder = mkdtempSync(fileURLToPath(new URL('../../.generated-', import.meta.url)))
  const write = (texts: readonly GeneratedText[]): void => {
    for (const { path, text } of texts) {
      mkdirSync(dirname(join(folder, path)), { recursive: true })
      writeFileSync(join(folder, path), text)
    }
  }
  write([...files, ...migrationFiles(created)])
  write([{ path: 'package.json', text: '{ "type": "module" }' }])
  return {
    files,
    write,
    failed: (entities) => failedTests(folder, entities),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  }
}

async function failedTests(folder: string, entities: readonly string[]): Promise<string[]> {
  const files = entities.map((entity) => {
    const stem = entity.toLowerCase()
    return `src/${stem}/${stem}.test.gen.ts`
  })
  const args = ['--test', '--test-isolation=none', '--test-reporter=tap', ...files]
  const { NODE_TEST_CONTEXT: _, ...env } = process.env
  const options = { cwd: folder, env, timeout: 120_000, maxBuffer: 1e8 }
  const output = await new Promise<string>((resolve, reject) => {
    execFile(process.execPath, args, options, (error, out) =>
      out === '' ? reject(error ?? new Error('no output')) : resolve(out),
    )
  })
  assert.match(output, /^# tests [1-9]/m, output)
  return [...output.matchAll(/^ +not ok \d+ - (.*)$/gm)].map(([, name = '']) =>
    name.replaceAll('\\', ''),
  )
}
