import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { diagnostics } from '@cambium/model/diagnostics'

const source = join(import.meta.dirname, '..')

test('every code that is given about the files of a project can be explained, and no other is listed', () => {
  const files = globSync('{read,cli}/**/*.ts', { cwd: source }).filter(
    (path) => !/test|fixture/.test(path),
  )
  const texts = files.map((path) => readFileSync(join(source, path), 'utf8'))
  const given = new Set(texts.join('\n').match(/CAM3\d\d/g))
  const listed = diagnostics.map(({ code }) => code).filter((code) => code.startsWith('CAM3'))
  assert.deepEqual([...given].sort(), listed)
})
