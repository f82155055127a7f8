import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import fc from 'fast-check'
import type { Chunk } from './read-chunks.ts'
import { type Piece, splitStatements } from './split-statements.ts'

async function* inChunks(text: string, size: number): AsyncGenerator<Chunk> {
  let offset = 0
  for (const part of text.match(
    new RegExp(`[^]{1,${size}}?(?:\\n|$)|[^]{1,${size}}[\\n ]|[^]+`, 'g'),
  ) ?? []) {
    yield { text: part, offset }
    offset += part.length
  }
}

async function split(
  text: string,
  dialect: 'postgres' | 'sqlite' = 'postgres',
  size = 1 << 20,
): Promise<Piece[]> {
  const pieces: Piece[] = []
  for await (const some of splitStatements(inChunks(text, size), dialect)) pieces.push(...some)
  return pieces
}

async function statements(
  text: string,
  dialect: 'postgres' | 'sqlite' = 'postgres',
): Promise<string[]> {
  const pieces = await split(text, dialect)
  return pieces.flatMap((piece) => (piece.kind === 'statement' ? [piece.text] : []))
}

const postgresStatements = [
  'select \'a;b\', "c;d";',
  "select 'it''s;' || E'\\';' || e'\\\\';",
  'select $$ a; b $$, $tag$ $$ ; $tag$;',
  'select a$1 from b$c$d;',
  'select 1 /* ; /* ; */ ; */ - -- ;\n 2;',
  'create function f() returns int language sql begin atomic select 1; select case when true then 2 end; end;',
  'create rule r as on insert to t do (delete from a; delete from b);',
  "insert into t values (1, ('x')), (2, 'y');",
]

describe('a file of PostgreSQL is split', () => {
  test('at the semicolons that end statements', async () => {
    assert.deepEqual(await statements(postgresStatements.join('\n')), postgresStatements)
  })

  test('without the commands of psql and the comments before a statement, by the line it begins in', async () => {
    const pieces = await split(
      '-- a dump\n\n\\connect shop\n\\restrict x;y\n\nselect\n 1;\n-- b\n  select 2',
    )
    assert.deepEqual(
      pieces.map((piece) => piece.kind === 'statement' && [piece.line, piece.text]),
      [
        [6, 'select\n 1;'],
        [9, 'select 2'],
      ],
    )
  })

  test('with the lines behind a COPY, which are no statements', async () => {
    const text = 'copy t (a) from stdin;\nit\'s; "\n\\\\.\n$$\n\\.\nselect 1;'
    const pieces = await split(text)
    assert.deepEqual(
      pieces.map(({ kind }) => kind),
      ['statement', 'copied', 'statement'],
    )
    const copied = pieces[1]
    assert.ok(copied?.kind === 'copied')
    assert.equal(copied.lines, 3)
    assert.equal(text.slice(copied.start, copied.end), 'it\'s; "\n\\\\.\n$$\n')
  })

  test('with backslashes in plain quotes where an old dump says so', async () => {
    const old = ['set standard_conforming_strings = off;', "select 'a\\';b';", 'select 2;']
    assert.deepEqual(await statements(old.join('\n')), old)
  })

  test('into the same statements, whatever the chunks, each at its place', async () => {
    const part = fc.constantFrom(
      ...postgresStatements,
      '-- c;\n',
      '\n',
      'copy t from stdin;\na;b\n\\.\n',
    )
    await fc.assert(
      fc.asyncProperty(
        fc.array(part, { maxLength: 12 }),
        fc.integer({ min: 1, max: 60 }),
        async (parts, size) => {
          const text = parts.join('\n')
          const whole = await split(text)
          assert.deepEqual(await split(text, 'postgres', size), whole)
          for (const piece of whole) {
            if (piece.kind === 'statement')
              assert.equal(text.slice(piece.start, piece.end), piece.text)
          }
        },
      ),
      { numRuns: 150 },
    )
  })

  test('and of a long INSERT only the beginning is kept', async () => {
    const rows = Array.from({ length: 20_000 }, (_, n) => `(${n}, 'some words')`)
    const [piece] = await split(
      `\n\ninsert into t (a, b) values\n${rows.join(',\n')};\n`,
      'postgres',
      1_000,
    )
    assert.ok(piece?.kind === 'statement')
    assert.ok(piece.text.length < 100_000)
    assert.equal(piece.groups, 20_001)
  })
})

describe('a file of SQLite is split', () => {
  test('by its own quotes, and triggers stay whole', async () => {
    const own = [
      'create table "a;b" ([c;d] text, `e;f` text);',
      "insert into t values ('\\'), (x'00'), ('$a$');",
      'create trigger g after insert on t begin update t set a = 1; delete from u; end;',
      'select 1 /* /* */;',
    ]
    assert.deepEqual(await statements(`.mode list\n${own.join('\n')}`, 'sqlite'), own)
  })
})
