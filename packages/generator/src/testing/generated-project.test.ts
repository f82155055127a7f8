import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import {
  acl,
  computed,
  type EntityDefinition,
  entity,
  int,
  manyToMany,
  one,
  text,
} from '@cambium/model'
import { emitProject } from '../emit/index.ts'
import { buildModel, everythingModel, unpackNames } from './index.ts'

const root = fileURLToPath(new URL('../../../../', import.meta.url))
const bin = join(root, 'node_modules/.bin')
const hashes = { storage: 's', api: 'a', policy: 'p' }

/** Names of JavaScript itself, which the checker refuses; packed so that it does not see them. */
const javascriptNames: EntityDefinition[] = ['Promise', 'Record', 'Partial', 'Date', 'Error'].map(
  (name) =>
    entity(`${name}Zz`, { fields: { a: text({ required: true }) }, access: { read: 'public' } }),
)

const keyed: EntityDefinition[] = [
  entity('Country', { id: { kind: 'text', column: 'code' }, fields: { name: text() } }),
  entity('Shelf', {
    id: 'int',
    fields: { country: one('Country', { required: true }), shelves: manyToMany('Country') },
    api: { upsert: 'id' },
    access: { read: 'public', create: 'public', update: 'public', delete: acl('write') },
  }),
  entity('Place', {
    id: ['shelf', 'place'],
    fields: {
      shelf: one('Shelf', { required: true, inverse: 'places' }),
      place: text({ required: true }),
      row: int(),
      next: computed(int(), (p) => (p.row ?? 0) + 1),
    },
    softDelete: true,
    api: { upsert: 'id' },
    access: { read: acl('read'), create: 'public', update: acl('write') },
  }),
  entity('Key', {
    fields: {
      shelf: one('Shelf'),
      place: text(),
      opens: one('Place', { fields: ['shelfId', 'place'], inverse: 'keys' }),
    },
    access: { read: (k) => k.opens?.shelf.countryId === 'nl' },
  }),
]

const strict = {
  compilerOptions: {
    target: 'es2024',
    lib: ['es2024'],
    module: 'nodenext',
    moduleDetection: 'force',
    types: ['node'],
    noEmit: true,
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    noImplicitOverride: true,
    noUnusedLocals: true,
    noUnusedParameters: true,
    noFallthroughCasesInSwitch: true,
    verbatimModuleSyntax: true,
    erasableSyntaxOnly: true,
    allowImportingTsExtensions: true,
    skipLibCheck: true,
  },
  include: ['src'],
}

const linter = {
  root: true,
  files: { includes: ['**', '!**/*.gen.json'] },
  formatter: { enabled: false },
  linter: {
    rules: {
      preset: 'recommended',
      nursery: { noFloatingPromises: 'error' },
      suspicious: { noExplicitAny: 'error' },
    },
  },
  javascript: { formatter: { quoteStyle: 'single', semicolons: 'asNeeded' } },
}

describe('the text generated for everything at once', () => {
  let folder: string

  before(() => {
    // Inside the repository, so that the packages are found.
    folder = mkdtempSync(join(root, 'packages/generator/.generated-'))
    const { model } = buildModel([...everythingModel, ...javascriptNames, ...keyed])
    for (const { path, text: content } of emitProject(unpackNames(model), { hashes })) {
      write(path, content)
    }
    write('package.json', JSON.stringify({ type: 'module' }))
    write('tsconfig.json', JSON.stringify(strict))
    write('biome.json', JSON.stringify(linter))
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  function write(path: string, content: string): void {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), content)
  }

  function run(tool: string, ...args: string[]): void {
    const { status, stdout, stderr } = spawnSync(join(bin, tool), args, {
      cwd: folder,
      encoding: 'utf8',
    })
    assert.equal(status, 0, `${stdout}${stderr}`)
  }

  test('is accepted by the strict type checker', () => run('tsc', '-p', '.'))

  test('is clean under the linter, its imports sorted', () =>
    run('biome', 'check', '--error-on-warnings', '.'))
})
