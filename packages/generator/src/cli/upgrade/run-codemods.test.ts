import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, test } from 'node:test'
import { applyUpgrade } from './apply-upgrade.ts'
import { type Codemod, codemods, compareVersions } from './index.ts'
import { runCodemods } from './run-codemods.ts'

/** Renames a function of hooks, as a version might. */
function renaming(version: string, from: string, to: string): Codemod {
  return {
    name: `rename-${from}-to-${to}`,
    version,
    says: `${from} is called ${to}`,
    rewrite: ({ path, text }) =>
      path.endsWith('.hooks.ts') ? text.replace(new RegExp(`\\b${from}\\b`, 'g'), to) : null,
  }
}

const registry = [renaming('0.2.0', 'emit', 'send'), renaming('0.3.0', 'send', 'publish')]
const hooks = 'src/notes/note.hooks.ts'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cambium-codemods-'))
  put('cambium.config.ts', 'emit\n')
  put(hooks, 'emit()\n')
  put('src/notes/note.routes.gen.ts', 'emit()\n')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function put(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true })
  writeFileSync(join(folder, path), text)
}

describe('codemods', () => {
  const table: [from: string, to: string, text: string | null][] = [
    ['0.1.0', '0.2.0', 'send()\n'],
    ['0.1.0', '0.3.1', 'publish()\n'],
    ['0.2.0', '0.3.0', null],
    ['0.3.0', '0.4.0', null],
    ['0.2.0-beta.1', '0.2.0', 'send()\n'],
  ]
  for (const [from, to, text] of table) {
    test(`from ${from} to ${to} make of a hooks file: ${text?.trim() ?? 'nothing'}`, () => {
      const { changes } = runCodemods(folder, { from, to, registry })
      const expected = text === null ? [] : [{ path: hooks, before: 'emit()\n', text }]
      assert.deepEqual(changes, expected)
    })
  }

  test('say which ran on which files, and write nothing themselves', () => {
    const { ran } = runCodemods(folder, { from: '0.1.0', to: '0.3.0', registry })
    assert.deepEqual(
      ran.map(({ name, files }) => [name, files]),
      [
        ['rename-emit-to-send', [hooks]],
        ['rename-send-to-publish', [hooks]],
      ],
    )
    assert.equal(readFileSync(join(folder, hooks), 'utf8'), 'emit()\n')
  })

  test('are written before anything is generated, with the versions of the packages', async () => {
    put('package.json', '{ "dependencies": { "@cambium/runtime": "0.1.0" } }\n')
    put('cambium.config.ts', "export default { broken: 'on purpose' }\n")
    const run = runCodemods(folder, { from: '0.1.0', to: '0.2.0', registry })
    const generation = await applyUpgrade(folder, {
      from: '0.1.0',
      to: '0.2.0',
      codemods: run,
      templates: null,
      packages: [{ name: '@cambium/runtime', from: '0.1.0', to: '0.2.0' }],
      mixed: false,
    })
    assert.equal(generation.model, null)
    assert.equal(readFileSync(join(folder, hooks), 'utf8'), 'send()\n')
    assert.match(readFileSync(join(folder, 'package.json'), 'utf8'), /"0\.2\.0"/)
  })

  test('of this version stand in order, each with a version and a sentence', () => {
    const versions = codemods.map(({ version }) => version)
    assert.deepEqual(versions, versions.toSorted(compareVersions))
    for (const { name, version, says } of [...codemods, ...registry]) {
      assert.ok(name !== '' && says !== '' && /^\d+\.\d+\.\d+/.test(version))
    }
  })
})

test('versions are ordered by number, a prerelease before its release', () => {
  const ordered = ['0.1.0', '0.2.0-alpha.1', '0.2.0-beta.1', '0.2.0', '0.10.0', '1.0.0']
  assert.deepEqual(ordered.toReversed().sort(compareVersions), ordered)
  assert.equal(compareVersions('1.2.3', '1.2.3'), 0)
})
