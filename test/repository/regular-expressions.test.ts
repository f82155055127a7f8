import assert from 'node:assert/strict'
import { test } from 'node:test'
import { repositoryFiles, textOf } from './repository-files.ts'

/**
 * Ways to make a regular expression of a text that is not written in the source: a caller's text in one of them can
 * hold the process for minutes. `match` and its kin make one of every text they are given.
 */
const made = /\bRegExp\s*\(|\.(?:match|matchAll|search)\s*\(\s*(?!\/|\)|tags\b)/

const runtime = repositoryFiles().filter(
  (path) => /^packages\/runtime\/src\/.*\.ts$/.test(path) && !path.endsWith('.test.ts'),
)

test('what a caller sends never becomes a regular expression', () => {
  const lines = runtime
    .filter((path) => !/\/(?:testing|fixture)\//.test(path))
    .flatMap((path) =>
      textOf(path)
        .split('\n')
        .flatMap((line, index) => (made.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [])),
    )
  assert.deepEqual(lines, [])
})

test('the search finds what it looks for', () => {
  for (const line of ['new RegExp(query.q)', 'name.match(query.q)', 'a.search( text )']) {
    assert.match(line, made)
  }
  assert.doesNotMatch('header.match(/^a/)', made)
  assert.ok(runtime.length > 100)
})
