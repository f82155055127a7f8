import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { App, Seed } from '@cambium/runtime/app'
import { silentLogger } from '@cambium/runtime/log'
import {
  startTestApp,
  type TestApp,
  type TestAppOptions,
  type TestUser,
} from '@cambium/runtime/testing'
import { createKnownIds, type KnownIds } from './known-ids.ts'
import { type OpenApiDocument, operationsOf } from './open-api-document.ts'

const examples = join(import.meta.dirname, '../../examples')

/** The projects whose APIs are tried. */
export const exampleNames = ['shop', 'tasks'] as const
export type ExampleName = (typeof exampleNames)[number]

/** The OpenAPI document of an example. */
export function documentOf(name: ExampleName): OpenApiDocument {
  return JSON.parse(readFileSync(join(examples, name, 'openapi.gen.json'), 'utf8'))
}

/** The application of an example. Loaded by address: the types of two projects do not go into one program. */
export async function loadExample(name: ExampleName): Promise<{ app: App; seed: Seed }> {
  const load = (path: string): Promise<unknown> =>
    import(pathToFileURL(join(examples, name, path)).href)
  const { app } = (await load('src/app.gen.ts')) as { app: App }
  const { seed } = (await load('src/seed.ts')) as { seed: Seed }
  return { app, seed }
}

/** A running example with its seed in the database, those who may call it, and what is there. */
export interface RunningExample {
  readonly app: TestApp
  readonly callers: readonly TestUser[]
  readonly ids: KnownIds
}

/** Starts an example with its seed. Close `app` at the end. */
export async function startExample(
  name: ExampleName,
  options: Pick<TestAppOptions, 'database' | 'scanRows'> = {},
): Promise<RunningExample> {
  const { app, seed } = await loadExample(name)
  const running = await startTestApp(app, options)
  const { system, database, files } = running
  await seed({
    system,
    log: silentLogger,
    putFile: async (file) =>
      (await database.transaction(async (tx) => files?.within(tx).put(file))) ??
      assert.fail(`${name} has no field for files`),
  })
  const ids = createKnownIds()
  for (const { method, path, tag } of operationsOf(documentOf(name))) {
    if (method !== 'GET' || path.includes('{') || !/^\/api\/(?!auth\/)/.test(path)) continue
    const { body } = await running.call<{ data?: { id: string }[] }>({ as: admin, url: path })
    for (const { id } of body.data ?? []) if (typeof id === 'string') ids.add(tag, id)
  }
  const people = ids.of('User').map((id) => ({ id, roles: [] }))
  const staff = { id: people[0]?.id ?? 'staff', roles: ['staff'] }
  const stranger = { id: 'stranger', roles: [] }
  return { app: running, callers: [null, ...people, stranger, staff, admin, admin], ids }
}

const admin = { id: 'boss', roles: ['staff', 'admin'] }
