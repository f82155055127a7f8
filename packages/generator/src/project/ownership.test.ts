import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import fc from 'fast-check'
import { ejectFile } from './eject-file.ts'
import { findEjected } from './ejected.ts'
import { type EmittedFile, isGeneratedName } from './emitted-file.ts'
import { inspectEjected } from './inspect-ejected.ts'
import { restoreGenerated } from './restore-file.ts'
import { writeProject } from './write-project.ts'

const entities = ['task', 'tag', 'user']
const parts = ['schema', 'queries', 'routes']
const generated = entities.flatMap((name) =>
  parts.map((part) => `src/${name}s/${name}.${part}.gen.ts`),
)
const ownedPaths = [
  ...entities.map((name) => `src/${name}s/${name}.hooks.ts`),
  'src/main.ts',
  'src/mail/send.ts',
]

/** A model as far as writing cares: which entities there are, and a number that changes their text. */
type Model = ReadonlyMap<string, number>

function emit(model: Model): EmittedFile[] {
  return [...model].flatMap(([name, revision]): EmittedFile[] => [
    ...parts.map((part) => ({
      path: `src/${name}s/${name}.${part}.gen.ts`,
      text: `// Generated from ${name}.model.ts.\n// ${part} ${revision}\n`,
    })),
    { path: `src/${name}s/${name}.hooks.ts`, text: `// hooks of ${name}\n`, owned: true },
  ])
}

type Step =
  | { type: 'edit'; path: string; text: string }
  | { type: 'delete'; path: string }
  | { type: 'model'; entity: string; revision: number | null }
  | { type: 'eject' | 'restore'; path: string }

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    type: fc.constant('edit' as const),
    path: fc.constantFrom(...generated, ...ownedPaths, ...ownedPaths),
    text: fc.string({ maxLength: 12, unit: fc.constantFrom('a', 'b', '\n', '\r\n', 'é', ' ') }),
  }),
  fc.record({ type: fc.constant('delete' as const), path: fc.constantFrom(...generated) }),
  fc.record({
    type: fc.constant('model' as const),
    entity: fc.constantFrom(...entities),
    revision: fc.option(fc.integer({ min: 1, max: 5 }), { freq: 6 }),
  }),
  fc.record({
    type: fc.constantFrom('eject' as const, 'restore' as const),
    path: fc.constantFrom(...generated),
  }),
)

/** A project on disk, beside what must still be there. */
interface World {
  project: string
  model: Map<string, number>
  /** Texts of owned files, ejected ones among them. */
  owned: Map<string, string>
  /** Texts of edited generated files nobody has given up. */
  edits: Map<string, string>
}

function createWorld(): World {
  return {
    project: mkdtempSync(join(tmpdir(), 'cambium-property-')),
    model: new Map(entities.map((name) => [name, 1])),
    owned: new Map(),
    edits: new Map(),
  }
}

function read({ project }: World, path: string): string | null {
  try {
    return readFileSync(join(project, path), 'utf8')
  } catch {
    return null
  }
}

function take(world: World, action: Step): void {
  if (action.type === 'edit') edit(world, action)
  else if (action.type === 'delete') remove(world, action.path)
  else if (action.type === 'model') change(world, action)
  else if (action.type === 'eject') eject(world, action.path)
  else restore(world, action.path)
}

function change({ model }: World, { entity, revision }: Extract<Step, { type: 'model' }>): void {
  if (revision === null) model.delete(entity)
  else model.set(entity, revision)
}

function remove(world: World, path: string): void {
  rmSync(join(world.project, path), { force: true })
  world.edits.delete(path)
}

function edit(world: World, { path, text }: { path: string; text: string }): void {
  const target = join(world.project, path)
  mkdirSync(dirname(target), { recursive: true })
  writeFileSync(target, text)
  if (isGeneratedName(path)) world.edits.set(path, text)
  else world.owned.set(path, text)
}

function eject(world: World, path: string): void {
  const fresh = emit(world.model).find((file) => file.path === path)?.text
  const before = read(world, path)
  if (fresh === undefined || before === null || findEjected(world.project, [path]).size > 0) return
  const name = ejectFile(world.project, path, fresh)
  const body = (text: string) => text.replace(/^\/\/ (Generated|Yours)[^\n]*\n/, '')
  assert.equal(body(read(world, name) ?? ''), body(before), 'an ejected file keeps its edits')
  world.edits.delete(path)
  world.owned.set(name, read(world, name) ?? '')
}

function restore(world: World, path: string): void {
  const text = world.edits.get(path)
  if (text === undefined) return
  const copy = restoreGenerated(world.project, path)
  assert.equal(read(world, copy), text, 'what is given up is kept as a copy')
  world.edits.delete(path)
}

function regenerate(world: World, skipEdited: boolean): void {
  const plain = emit(world.model)
  const paths = plain.map((file) => file.path)
  const ejected = findEjected(world.project, paths)
  const { records } = inspectEjected(world.project, plain, ejected)
  const emitted = plain.filter((file) => !ejected.has(file.path))
  const options = { generator: '0.1.0', emitted, state: records, skipEdited }
  const { refused, written } = writeProject(world.project, options)
  const shown = new Set(refused.map((entry) => entry.path))
  for (const [path, text] of world.owned) assert.equal(read(world, path), text, `owned ${path}`)
  for (const [path, text] of world.edits) {
    const wanted = emitted.find((file) => file.path === path)?.text
    assert.equal(read(world, path), text, `edit of ${path}`)
    // an edit that gives the very text that is generated is none any more
    if (wanted?.replaceAll('\r\n', '\n') === text.replaceAll('\r\n', '\n')) world.edits.delete(path)
  }
  for (const { path, owned: isOwned } of emitted) {
    if (isOwned && !world.owned.has(path) && written) world.owned.set(path, read(world, path) ?? '')
  }
  for (const path of shown) assert.ok(world.edits.has(path), `${path} was refused without an edit`)
  if (!written) return
  for (const { path, text, owned: isOwned } of emitted) {
    if (!isOwned && !shown.has(path)) assert.equal(read(world, path), text, `generated ${path}`)
  }
}

test('owned files stay byte-identical and no edit is lost through random edits and regenerations', () => {
  let regenerations = 0
  const rounds = fc.array(
    fc.record({ steps: fc.array(step, { maxLength: 4 }), skipEdited: fc.boolean() }),
    { minLength: 10, maxLength: 20 },
  )
  fc.assert(
    fc.property(rounds, (all) => {
      const world = createWorld()
      regenerate(world, false)
      for (const { steps, skipEdited } of all) {
        for (const action of steps) take(world, action)
        regenerate(world, skipEdited)
        regenerations += 1
      }
      rmSync(world.project, { recursive: true })
    }),
    { seed: 20_261_120, numRuns: 30 },
  )
  assert.ok(regenerations >= 100, `${regenerations} regenerations`)
})
