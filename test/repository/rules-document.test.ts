import assert from 'node:assert/strict'
import { test } from 'node:test'
import { ruleDiagnostics } from '@cambium/model/diagnostics'
import { textOf } from './repository-files.ts'

test('the page about rules lists every refusal with its title', () => {
  const listed = [
    ...textOf('docs/reference/rules.md').matchAll(/^\| \[(CAM\d{3})\]\([^)]*\) \| (.+) \|$/gm),
  ]
  assert.deepEqual(
    listed.map(([, code, title]) => [code, title]),
    Object.values(ruleDiagnostics)
      .map(({ code, title }) => [code, title])
      .toSorted(),
  )
})
