import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { diagnostics } from '../diagnostics/index.ts'
import { compileAnything, refusalCases, sourceOf } from '../testing/index.ts'
import { emptyLock, resolveModel } from './index.ts'

describe('the checker refuses', () => {
  for (const { about, code, path, nearest, entities, config, lock } of refusalCases) {
    test(`${about} (${code} at ${path.join('.')})`, () => {
      const settings = config ?? { cambium: 'config', options: { name: 'shop', roles: ['staff'] } }
      const resolved = resolveModel(
        sourceOf(entities, settings),
        lock ?? emptyLock(),
        compileAnything,
      )
      const found = resolved.findings.map((finding) => ({ code: finding.code, path: finding.path }))
      assert.deepEqual(found, [{ code, path }])
      const [finding] = resolved.findings
      if (nearest !== undefined) assert.equal(finding?.nearest, nearest)
      assert.equal(resolved.model === null, finding?.severity === 'error')
    })
  }
})

test('each diagnostic of the model has a case, but those about the text of the lock', () => {
  const own = diagnostics.map(({ code }) => code).filter((code) => code.startsWith('CAM1'))
  const covered = new Set(refusalCases.map(({ code }) => code))
  assert.deepEqual(
    own.filter((code) => !covered.has(code)),
    ['CAM183'],
  )
})
