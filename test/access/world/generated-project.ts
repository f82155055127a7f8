import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { ModelIR } from '@cambium/model'
import type { App } from '@cambium/runtime/app'
import { emitProject } from '../../../packages/generator/src/emit/index.ts'
import { migrationFiles, planMigration } from '../../../packages/generator/src/plan/index.ts'

/** Changes what was generated, for the test that a mistake in it would be noticed. */
export type Spoil = (path: string, text: string) => string

/** A project that the generator has written, loaded into this process. */
export interface GeneratedProject {
  readonly app: App
  remove(): void
}

const hashes = { storage: 'first', api: '', policy: '' }

/** Writes the project of a model beside the tests, where its packages are found, and loads it. */
export async function generateProject(
  model: ModelIR,
  spoil: Spoil = (_path, text) => text,
): Promise<GeneratedProject> {
  const root = mkdtempSync(join(import.meta.dirname, '.generated-'))
  const plan = planMigration(null, model, { drops: new Set() })
  const migration = migrationFiles({
    plan,
    model,
    hashes,
    previous: null,
    at: new Date('2026-11-20T09:10:42.123Z'),
    title: 'first',
  })
  const files = [...emitProject(model, { hashes }), ...migration]
  for (const { path, text } of files) {
    if (path.includes('.test.')) continue
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), spoil(path, text))
  }
  writeFileSync(join(root, 'package.json'), '{"type":"module"}')
  const remove = (): void => rmSync(root, { recursive: true, force: true })
  try {
    const loaded = (await import(pathToFileURL(join(root, 'src/app.gen.ts')).href)) as { app: App }
    return { app: loaded.app, remove }
  } catch (error) {
    remove()
    throw error
  }
}
