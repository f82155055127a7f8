import assert from 'node:assert/strict'
import { test } from 'node:test'
import { repositoryFiles, textOf } from './repository-files.ts'

interface Manifest {
  name: string
  version: string
  license?: string
  dependencies?: Record<string, string>
  devDependencies?: Record<string, string>
  optionalDependencies?: Record<string, string>
  peerDependencies?: Record<string, string>
}

const manifests = repositoryFiles()
  .filter((path) => /(^|\/)package\.json$/.test(path) && !path.includes('/templates/'))
  .map((path) => ({ path, manifest: JSON.parse(textOf(path)) as Manifest }))

const exact = /^\d+\.\d+\.\d+(-[\w.]+)?$/

for (const { path, manifest } of manifests) {
  test(`${path} names exact versions only`, () => {
    const wanted = {
      ...manifest.dependencies,
      ...manifest.devDependencies,
      ...manifest.optionalDependencies,
    }
    const ranges = Object.entries(wanted).filter(([, version]) => !exact.test(version))
    assert.deepEqual(ranges, [])
  })

  test(`${path} has the version and the licence of the whole`, () => {
    const whole = JSON.parse(textOf('package.json')) as Manifest
    assert.equal(manifest.version, whole.version)
    assert.equal(manifest.license, 'Apache-2.0')
  })
}

test('a package that several use is used in one version', () => {
  const versions = new Map<string, Set<string>>()
  for (const { manifest } of manifests) {
    const wanted = { ...manifest.dependencies, ...manifest.devDependencies }
    for (const [name, version] of Object.entries(wanted)) {
      versions.set(name, (versions.get(name) ?? new Set()).add(version))
    }
  }
  const several = [...versions].filter(([, found]) => found.size > 1).map(([name]) => name)
  assert.deepEqual(several, [])
})

test('the lockfile pins what the manifests name', () => {
  const lock = JSON.parse(textOf('package-lock.json')) as { packages: Record<string, Manifest> }
  for (const { path, manifest } of manifests) {
    const locked = lock.packages[path.replace(/\/?package\.json$/, '')]
    assert.deepEqual(locked?.dependencies, manifest.dependencies, path)
    assert.deepEqual(locked?.devDependencies, manifest.devDependencies, path)
  }
})

test('the lockfile has the packages of every platform, or npm ci refuses it', () => {
  const lock = JSON.parse(textOf('package-lock.json')) as { packages: Record<string, Manifest> }
  const missing = Object.entries(lock.packages).flatMap(([path, { optionalDependencies }]) =>
    Object.keys(optionalDependencies ?? {})
      .filter((name) => lock.packages[`node_modules/${name}`] === undefined)
      .map((name) => `${path} wants ${name}`),
  )
  assert.deepEqual(missing, [])
})
