import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { root, textOf } from './repository-files.ts'

interface Component {
  readonly name: string
  readonly version: string
  readonly purl?: string
  readonly hashes?: readonly { readonly alg: string }[]
  readonly licenses?: readonly { readonly license?: { readonly id?: string } }[]
}

interface PartsList {
  readonly components: readonly (Component & { readonly 'bom-ref': string })[]
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[]
}

/** What `npm sbom` says that the runtime brings along, by the lockfile alone. */
function components(): readonly Component[] {
  const { stdout, stderr } = spawnSync(
    'npm',
    ['sbom', '--sbom-format=cyclonedx', '--package-lock-only'],
    { encoding: 'utf8', cwd: root, timeout: 60_000, maxBuffer: 64 * 1024 * 1024 },
  )
  assert.notEqual(stdout, '', stderr)
  const list = JSON.parse(stdout) as PartsList
  const needs = new Map(list.dependencies.map(({ ref, dependsOn }) => [ref, dependsOn]))
  const runtime =
    [...needs.keys()].find((ref) => ref.startsWith('@cambium/runtime@')) ??
    assert.fail('the runtime is not on the list')
  const found = new Set([runtime])
  for (const ref of found) for (const needed of needs.get(ref) ?? []) found.add(needed)
  found.delete(runtime)
  return list.components.filter((component) => found.has(component['bom-ref']))
}

/** What an application may bring along without asking its owner; MPL-2.0 holds for its own files alone. */
const permissive = [
  'MIT',
  'MIT-0',
  'ISC',
  'Apache-2.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  '0BSD',
  'BlueOak-1.0.0',
  'MPL-2.0',
]

test('the parts list of what is shipped names every dependency, each by version, origin, hash and licence', () => {
  const others = components()
  const manifest = JSON.parse(textOf('packages/runtime/package.json')) as {
    dependencies: Record<string, string>
  }
  for (const [name, version] of Object.entries(manifest.dependencies)) {
    assert.ok(
      others.some((component) => component.name === name && component.version === version),
      `${name} ${version} is missing`,
    )
  }
  for (const { name, version, purl, hashes = [], licenses = [] } of others) {
    assert.match(version, /^\d+\.\d+\.\d+/, name)
    assert.match(purl ?? '', /^pkg:npm\//, name)
    assert.ok(
      hashes.some(({ alg }) => alg === 'SHA-512'),
      name,
    )
    const ids = licenses.map(({ license }) => license?.id ?? 'none')
    assert.ok(
      ids.length > 0 && ids.every((id) => permissive.includes(id)),
      `${name} is under ${ids}`,
    )
  }
})
