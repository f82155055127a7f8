import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'

test('both databases are rendered by files of the same names', () => {
  const names = (dialect: string): string[] =>
    readdirSync(new URL(`../plan/${dialect}`, import.meta.url))
      .filter((name) => name.endsWith('.ts'))
      .sort()
  assert.deepEqual(names('sqlite'), names('postgres'))
})
