import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { StartupError } from '../../errors/index.ts'
import { parseScript } from './index.ts'

const parse = (text: string) => parseScript(text, 'x.sql')

describe('a script', () => {
  test('without parts is one transaction', () => {
    const { parts, foreignKeysOff, statements } = parse('-- foreign keys off\na\n-- next\nb\n')
    assert.equal(foreignKeysOff, true)
    assert.equal(statements, 2)
    const [part, more] = parts
    assert.ok(part?.kind === 'transaction' && more === undefined)
    assert.deepEqual(part.statements, ['a', 'b'])
  })

  test('without statements has no part', () => {
    assert.deepEqual(parse('').parts, [])
    assert.deepEqual(parse('-- nothing to do here\n-- next\n').parts, [])
  })

  test('has its parts between lines "-- commit", each of the kind its first lines say', () => {
    const { parts, statements } = parse(`alter table "a" add column "b" text
-- next
create trigger t
-- commit
-- outside
-- title: index the names
create index concurrently "i" on "a" ("b")
-- commit
-- batches of "a ""1""" by "id"
-- title: fill b
-- why it is done so
update "a" set "b" = 'x' where "id" > :after and "id" <= :upto
-- commit
alter table "a" alter column "b" set not null
-- commit
`)
    assert.deepEqual(
      parts.map(({ kind, title, firstStatement }) => [kind, title, firstStatement]),
      [
        ['transaction', null, 1],
        ['outside', 'index the names', 3],
        ['batches', 'fill b', 4],
        ['transaction', null, 5],
      ],
    )
    assert.equal(statements, 5)
    assert.ok(parts[2]?.kind === 'batches')
    assert.deepEqual([parts[2].table, parts[2].key], ['a "1"', 'id'])
    assert.equal(new Set(parts.map(({ hash }) => hash)).size, 4)
  })

  test('that begins with "-- no transaction" runs every statement outside', () => {
    const { parts } = parse('-- no transaction\na\n-- next\nb\n')
    assert.deepEqual(
      parts.map((part) => part.kind === 'outside' && part.statement),
      ['a', 'b'],
    )
  })

  test('keeps the hash of a part when only its title or another part changes', () => {
    const [one] = parse('-- title: old\na\n-- commit\nb').parts
    const [other] = parse('-- title: new\na\n-- commit\nc').parts
    assert.equal(one?.hash, other?.hash)
  })
})

describe('a script that cannot run is refused with what to write instead', () => {
  const cases: [name: string, text: string, message: RegExp, hint: RegExp][] = [
    [
      'two statements outside',
      'a\n-- commit\n-- outside\nb\n-- next\nc',
      /part 2 of x\.sql begins with "-- outside" and has 2 statements/,
      /exactly one/,
    ],
    ['nothing outside', '-- outside\n', /has 0 statements/, /exactly one/],
    [
      'batches of nothing',
      '-- batches of orders\na > :after and a <= :upto',
      /begins with "-- batches of orders", which cannot be read/,
      /-- batches of "table" by "column"/,
    ],
    [
      'batches without a range',
      '-- batches of "a" by "id"\nupdate "a" set "b" = 1',
      /does not say which rows/,
      /> :after and "column" <= :upto/,
    ],
    [
      'parts of what has no transaction',
      '-- no transaction\na\n-- commit\nb',
      /both "-- no transaction" and "-- commit"/,
      /-- outside/,
    ],
  ]
  for (const [name, text, message, hint] of cases) {
    test(name, () => {
      assert.throws(
        () => parse(text),
        (error) =>
          error instanceof StartupError && message.test(error.message) && hint.test(error.hint),
      )
    })
  }
})
