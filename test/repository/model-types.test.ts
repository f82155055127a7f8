import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { test } from 'node:test'
import { root } from './repository-files.ts'

test('models are type-checked through the generated rows, and refused where they should be', () => {
  const compiler = join(root, 'node_modules/typescript/bin/tsc')
  const project = join(root, 'packages/model/type-tests')
  const { stdout, status } = spawnSync(process.execPath, [compiler, '-p', project], {
    encoding: 'utf8',
  })
  assert.equal(stdout, '')
  assert.equal(status, 0)
})
