import assert from 'node:assert/strict'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { root, textOf } from './repository-files.ts'

const document = textOf('docs/operations/security.md')
/** A path of the repository in a code span. */
const namedFiles = [...document.matchAll(/`((?:test|packages|examples)\/[^`\s]+)`/g)].map(
  ([, path = '']) => path,
)

test('every test that the page about security names is there', () => {
  assert.ok(namedFiles.length > 60, `${namedFiles.length} are named`)
  assert.deepEqual(
    namedFiles.filter((path) => !existsSync(join(root, path))),
    [],
  )
})

test('every class of advisories is on the page, and every risk has a test', () => {
  const census = textOf('test/advisories/census.test.ts')
  const classes = [...census.matchAll(/from '\.\/(cases\/[\w-]+\.ts)'/g)].map(([, path]) => path)
  assert.deepEqual(
    classes.filter((path) => !namedFiles.includes(`test/advisories/${path}`)),
    [],
  )
  for (let risk = 1; risk <= 10; risk++) {
    assert.match(document, new RegExp(`^\\| API${risk} .*\`(?:test|packages|examples)/`, 'm'))
  }
})

/** Requirements of level 1 in each chapter of ASVS 5.0.0. */
const levelOne: { readonly [chapter: string]: number } = {
  V1: 8,
  V2: 4,
  V3: 8,
  V4: 2,
  V5: 4,
  V6: 13,
  V7: 6,
  V8: 4,
  V9: 4,
  V10: 5,
  V11: 3,
  V12: 3,
  V13: 1,
  V14: 2,
  V15: 3,
}

test('the checklist answers each requirement of level 1 once, and says by what', () => {
  const lines = [...document.matchAll(/^\| (V\d+)(\.\d+\.\d+) [^|]+\| ([^|]*) \| ([^|]*) \|$/gm)]
  const ids = lines.map(([, chapter, rest]) => `${chapter}${rest}`)
  assert.equal(new Set(ids).size, ids.length)
  const counted = Object.fromEntries(
    Object.keys(levelOne).map((chapter) => [
      chapter,
      lines.filter(([, one]) => one === chapter).length,
    ]),
  )
  assert.deepEqual(counted, levelOne)
  for (const [, , , state = '', reason = ''] of lines) {
    assert.ok(['yes', 'part', 'no', 'n/a', 'you'].includes(state), state)
    assert.notEqual(reason.trim(), '')
  }
})

test('the page lists as gaps what the checklist does not say yes to', () => {
  const gaps = document.slice(document.indexOf('## Gaps'))
  const open = [...document.matchAll(/^\| (V[\d.]+) [^|]+\| (?:part|no) \|/gm)].map(([, id]) => id)
  assert.deepEqual(
    open.filter((id = '') => !gaps.includes(id)),
    [],
  )
})
