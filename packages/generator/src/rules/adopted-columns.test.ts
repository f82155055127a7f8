import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { EntityIR } from '@cambium/model/ir'
import { compileExpression } from './compile-expression.ts'
import { entity, field, linkInverses, printTemplate, reference } from './fuzz/index.ts'
import type { Site } from './site.ts'
import { expressionToSql } from './sql/index.ts'

const user = entity('User', { table: 'users', fields: [field('name', 'text')] })
const film = entity('Film', {
  table: 'film',
  fields: [
    { ...field('rating', 'choice', { choices: ['G', 'R'] }), extra: { stored: 'mpaa_rating' } },
    { ...field('shownAt', 'datetime'), extra: { stored: 'timestamp, default' } },
    { ...field('madeAt', 'datetime'), extra: { stored: 'mixed' } },
    { ...field('listed', 'bool'), extra: { stored: 't/f' } },
    { ...field('code', 'text'), extra: { stored: 'bpchar(5)' } },
    { ...field('plain', 'text'), extra: {} },
    { ...reference('owner', 'User', { nullable: true }), extra: { keyType: 'uuid' } },
  ],
})
const entities: EntityIR[] = linkInverses([user, film])

function compile(text: string, purpose: Site['purpose'] = 'rule') {
  return compileExpression(text, { entity: 'Film', purpose }, entities)
}

function printed(text: string): string {
  const { expression, problems } = compile(text)
  assert.ok(expression, JSON.stringify(problems))
  return printTemplate(expressionToSql(expression, { model: { entities }, entity: 'Film' }))
}

describe('rules over columns that others made', () => {
  test('compare them in the form records have', () => {
    assert.equal(printed("(t) => t.rating === 'G'"), `cast("film"."rating" as text) = 'G'`)
    assert.equal(printed("(t) => t.code === 'ALFKI'"), `cast("film"."code" as text) = 'ALFKI'`)
    assert.equal(
      printed('(t, user) => t.ownerId === user.id'),
      'cast("film"."owner_id" as text) = ${caller.id}',
    )
    assert.match(
      printed('(t, user, { now }) => t.shownAt !== null && t.shownAt < now'),
      /\("film"\."shown_at" at time zone 'UTC'\) < /,
    )
    assert.equal(printed("(t) => t.plain === 'x'"), `"film"."plain" = 'x'`)
  })

  test('follow references by the columns themselves, so that their index serves', () => {
    assert.match(printed("(t) => t.owner?.name === 'ann'"), /where u\."id" = "film"\."owner_id"/)
  })

  test('are refused where SQL has no such form', () => {
    for (const text of ['(t) => t.listed', '(t) => !t.listed', '(t) => t.madeAt === t.shownAt']) {
      const { expression, problems } = compile(text)
      assert.equal(expression, null, text)
      assert.match(problems[0]?.message ?? '', /in a form that rules cannot read/)
    }
    assert.ok(compile('(t) => t.madeAt === null').expression)
    assert.ok(compile('(t) => t.listed', 'check').expression)
  })
})
