import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { compileExpression } from '../compile-expression.ts'
import { sampleModel } from '../fuzz/index.ts'
import { expressionToJs } from './expression-to-js.ts'

const entities = sampleModel()
const names = { row: 't', user: 'caller', next: 'next', previous: 'previous', now: 'now' }

function printed(text: string, purpose: 'rule' | 'check' | 'computed' = 'rule'): string {
  const { expression, problems } = compileExpression(text, { entity: 'Task', purpose }, entities)
  assert.ok(expression, JSON.stringify(problems))
  return expressionToJs(expression, names)
}

describe('the printed JavaScript', () => {
  for (const body of [
    "t.status !== 'completed' || t.completedAt !== null".replaceAll('completedAt', 'dueAt'),
    "!(t.status === 'completed' && t.done)",
    't.done && (t.points > 1 || t.points * (t.points + 1) - 2 <= -3)',
    '(t.priority ?? 0) > 1 && !t.done',
    "['pending', 'completed'].includes(t.status)",
    'caller.id === t.assigneeId || caller.hasRole("a", "b")'.replaceAll('"', "'"),
    't.startedAt < now && next.points > t.points',
    "t.title === 'it\\'s'",
    "(t.done ? 'a' : 'b') === t.title",
    't.done ? t.urgent === true : t.points - (1 - t.points) > 0',
  ]) {
    test(`reads as it was written: ${body}`, () => {
      const source = body.replaceAll('caller.', 'user.')
      assert.equal(printed(`(t, user, { next, now }) => ${source}`), body)
    })
  }

  test('keeps the question mark where there may be no earlier values', () => {
    const body = 'previous === null || previous.done || previous.status === t.status'
    assert.equal(printed(`(t, { previous }) => ${body}`, 'check'), body)
    const loose = 'previous?.done !== true || previous.points > 1'
    assert.equal(printed(`(t, { previous }) => ${loose}`, 'check'), loose)
  })

  test('writes joined text as a template', () => {
    assert.equal(
      printed("(t) => t.title + ' `' + t.status", 'computed'),
      '`${t.title} \\`${t.status}`',
    )
  })

  test('refuses what needs related rows', () => {
    assert.throws(() => printed('(t) => t.children.count() > 0'), /related rows/)
  })
})
