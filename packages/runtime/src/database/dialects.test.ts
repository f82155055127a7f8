import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'

/** What a server does by itself: being fair to those who read, and holding a view. */
const onlyInTheProcess = ['fair-reads.ts', 'snapshot.ts', 'turn-view.ts']

test('both databases are served by files of the same names', () => {
  const filesOf = (folder: string): string[] =>
    readdirSync(new URL(folder, import.meta.url))
      .filter((file) => !file.endsWith('.test.ts') && !onlyInTheProcess.includes(file))
      .sort()
  assert.deepEqual(filesOf('./sqlite/'), filesOf('./postgres/'))
})
