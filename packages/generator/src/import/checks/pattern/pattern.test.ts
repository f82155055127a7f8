import assert from 'node:assert/strict'
import { DatabaseSync } from 'node:sqlite'
import { after, describe, test } from 'node:test'
import { PGlite } from '@electric-sql/pglite'
import { patternOfGlob, patternOfLike, patternOfRegex } from './index.ts'

const texts = [
  ...['', 'a', 'A', 'b', 'ab', 'abc', 'ABC', 'a b', ' a', 'a\nb', 'line\nAbc', '42', 'a-1', 'x_y'],
  ...[
    'a.b',
    'a/b',
    'ann@example.com',
    'not-an-address',
    'über',
    'Z9',
    '[x]',
    'a{2}',
    'a%',
    'a\\b',
    '+1 23',
    '^$',
  ],
]

const regexes = [
  ...[
    '^a',
    'b$',
    '^$',
    '^[a-z]+$',
    '^[A-Z0-9_-]+$',
    '^[^@ ]+@[^@ ]+\\.[^@ ]+$',
    '^a.c$',
    'a|b',
    '^(a|b)+$',
  ],
  ...[
    '^\\d+$',
    '^\\w+$',
    '^\\s',
    '\\.',
    '^\\+?[0-9 ]{2,}$',
    'a{2}',
    '^[[:alpha:]]+$',
    '^[[:digit:][:space:]+]+$',
  ],
  ...[
    '[]x]',
    '[^]x]',
    '[a\\]]',
    '^(?:ab)?c?',
    '^(?!a)',
    '(?=b)',
    '^\\S+$',
    '\\/',
    '^[\\w.]+$',
    'a\\{2\\}',
    '\\A\\D\\Z',
  ],
]
const likes = [
  'a%',
  '%b',
  '%',
  '_',
  '%a%b%',
  'a\\%',
  '',
  'a_b',
  '%.%',
  '%@%.com',
  '[x]',
  '^$',
  '%%',
]
const globs = [
  'a*',
  '*b',
  '*',
  '?',
  '[a-c]*',
  '[^a-c]*',
  'A*',
  '*.*',
  '[]x]',
  '[[]x]',
  '*[0-9]',
  'a-[0-9]',
  '[a-]*',
]

describe('a pattern of SQL becomes one that takes the same texts', async () => {
  const postgres = new PGlite()
  const sqlite = new DatabaseSync(':memory:')
  after(async () => {
    await postgres.close()
    sqlite.close()
  })
  const byPostgres = async (operator: string, pattern: string): Promise<string[]> => {
    const { rows } = await postgres.query<{ t: string }>(
      `select t from unnest($1::text[]) t where t ${operator} $2`,
      [texts, pattern],
    )
    return rows.map(({ t }) => t)
  }
  const bySqlite = (operator: string, pattern: string): string[] => {
    const holds = sqlite.prepare(`select ? ${operator} ? as holds`)
    return texts.filter((text) => holds.get(text, pattern)?.holds === 1)
  }
  const ours = (pattern: string | null): string[] => {
    assert.ok(pattern !== null, 'it can be said')
    return texts.filter((text) => new RegExp(pattern, 'u').test(text))
  }

  for (const regex of regexes) {
    test(`~ '${regex}'`, async () => {
      assert.deepEqual(
        ours(patternOfRegex(regex, { ignoreCase: false })),
        await byPostgres('~', regex),
      )
    })
  }
  for (const regex of ['^a', '^[a-c]+$', 'x_Y', '^[^a]', '^abc$']) {
    test(`~* '${regex}'`, async () => {
      assert.deepEqual(
        ours(patternOfRegex(regex, { ignoreCase: true })),
        await byPostgres('~*', regex),
      )
    })
  }
  for (const like of likes) {
    test(`like '${like}'`, async () => {
      assert.deepEqual(ours(patternOfLike(like, 'exact')), await byPostgres('like', like))
      assert.deepEqual(ours(patternOfLike(like, 'anyCase')), await byPostgres('ilike', like))
      assert.deepEqual(ours(patternOfLike(like, 'sqlite')), bySqlite('like', like))
    })
  }
  for (const glob of globs) {
    test(`glob '${glob}'`, () =>
      assert.deepEqual(ours(patternOfGlob(glob)), bySqlite('glob', glob)))
  }
  test('but not where it means something that JavaScript says otherwise', () => {
    for (const regex of [
      '\\mword',
      '\\yword',
      '(a)\\1',
      '(?i)a',
      '***=a',
      '[[.a.]]',
      '[a',
      '\\Qa',
      'é\\m',
    ]) {
      assert.equal(patternOfRegex(regex, { ignoreCase: false }), null, regex)
    }
    assert.equal(patternOfRegex('[à-ü]', { ignoreCase: true }), null)
    assert.equal(patternOfLike('ü%', 'anyCase'), null)
    assert.equal(patternOfGlob('[z-a]'), null)
  })
})
