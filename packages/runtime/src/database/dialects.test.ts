import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'

/** A server is fair to those who read by itself. */
const onlyInTheProcess = ['fair-reads.ts']

test('both databases are served by files of the same names', () => {
  const filesOf = (folder: string): string[] =>
    readdirSync(new URL(folder, import.meta.url))
      .filter((file) => !file.endsWith('.test.ts') && !onlyInTheProcess.includes(file))
      .sort()
  assert.deepEqual(filesOf('./sqlite/'), filesOf('./postgres/'))
})
