import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'

const folder = join(import.meta.dirname, 'oracle')

test('the oracle knows nothing of the compiler, of the runtime, or of any other package', () => {
  const files = readdirSync(folder)
  assert.ok(files.length > 8)
  for (const file of files) {
    const text = readFileSync(join(folder, file), 'utf8')
    for (const [, path = '', types] of text.matchAll(
      /^(?:import|export) .*?from '(.+?)'|^import '(.+?)'/gms,
    )) {
      const found = types ?? path
      const isOwn = found.startsWith('./')
      const isPlainShape = ['../world/shape.ts', '../requests/ask.ts'].includes(found)
      assert.ok(isOwn || isPlainShape, `${file} imports ${found}`)
    }
  }
  for (const shape of ['world/shape.ts', 'requests/ask.ts']) {
    const text = readFileSync(join(import.meta.dirname, shape), 'utf8')
    assert.ok(!/^import (?!type)/m.test(text), `${shape} holds types alone`)
  }
})
