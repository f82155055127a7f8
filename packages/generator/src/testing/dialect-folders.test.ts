import assert from 'node:assert/strict'
import { readdirSync } from 'node:fs'
import { test } from 'node:test'

/** A server is given its steps in parts, which have a folder of their own. */
const onlyInTheProcess = ['render-operations.ts']

test('both databases are rendered by files of the same names', () => {
  const names = (dialect: string): string[] =>
    readdirSync(new URL(`../plan/${dialect}`, import.meta.url))
      .filter((name) => name.endsWith('.ts') && !onlyInTheProcess.includes(name))
      .sort()
  assert.deepEqual(names('sqlite'), names('postgres'))
})
