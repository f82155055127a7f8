import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { compileExpression } from './compile-expression.ts'
import { sampleModel } from './fuzz/index.ts'
import type { CompiledExpression, Site } from './site.ts'

const entities = sampleModel()

function compile(text: string, purpose: Site['purpose'] = 'rule'): CompiledExpression {
  return compileExpression(text, { entity: 'Task', purpose }, entities)
}

describe('the tree of an expression', () => {
  test('is plain JSON that names where each path starts', () => {
    const text = '(t, user) => t.project?.members.some((m) => m.userId === user.id) ?? false'
    assert.deepEqual(compile(text).expression, {
      text,
      expr: {
        type: 'coalesce',
        value: {
          type: 'some',
          relation: { type: 'path', base: 'row', path: ['project', 'members'] },
          variable: 'm',
          entity: 'Membership',
          where: {
            type: 'compare',
            operator: '===',
            left: { type: 'path', base: 'm', path: ['userId'] },
            right: { type: 'path', base: 'user', path: ['id'] },
          },
        },
        fallback: { type: 'literal', value: false },
      },
      needsUser: true,
      needsNext: false,
      pure: false,
      reads: ['Membership', 'Project'],
    })
  })

  test('gives variables names that are unique and not those of the parameters', () => {
    const { expression } = compile(
      '(t) => t.tags.some((row) => row.tasks.some((row) => row.done)) && t.tags.some((user) => user.weight > 1)',
    )
    assert.match(JSON.stringify(expression?.expr), /"base":"row2","path":\["tasks"\]/)
    assert.match(JSON.stringify(expression?.expr), /"base":"row3","path":\["done"\]/)
    assert.match(JSON.stringify(expression?.expr), /"base":"user2","path":\["weight"\]/)
    assert.equal(expression?.needsUser, false)
  })

  test('reads the final values and the clock, taken apart, renamed or not', () => {
    const apart = compile('(t, u, { next: after, now: at }) => after.done && t.startedAt < at')
    const whole = compile('(t, u, c) => c.next.done && t.startedAt < c.now')
    assert.deepEqual(apart.expression?.expr, whole.expression?.expr)
    assert.equal(apart.expression?.needsNext, true)
    assert.equal(apart.expression?.pure, true)
  })

  test('joins text with + and templates, and adds numbers', () => {
    const joined = compile("(t) => t.title + ' ' + t.status", 'computed').expression?.expr
    const template = compile('(t) => `${t.title} ${t.status}`', 'computed').expression?.expr
    assert.deepEqual(joined, template)
    assert.equal(compile('(t) => t.points + 1', 'computed').expression?.expr.type, 'arithmetic')
  })

  test('keeps the text on one line without comments, and leaves quotes alone', () => {
    const text = `(
      t, // the task
    ) =>
      t.title === 'a  b' ||
      [
        'pending',
        'completed',
      ].includes(t.status) /* or */ || \`x  y\` === t.title`
    assert.equal(
      compile(text).expression?.text,
      "(t) => t.title === 'a  b' || ['pending', 'completed'].includes(t.status) || `x  y` === t.title",
    )
  })

  test('is the same with and without types and brackets that say nothing', () => {
    const plain = compile('(t) => t.done && t.points > 1').expression?.expr
    assert.deepEqual(
      compile('(t: Row): boolean => ((t.done) && (t.points > 1))').expression?.expr,
      plain,
    )
  })

  for (const [text, pure, reads] of [
    ['(t) => t.done', true, []],
    ['(t, u) => t.assigneeId === u.id && u.hasRole("staff")', true, []],
    ['(t, u) => t.notes !== null && t.notes === u.teamId', false, ['User']],
    ['(t) => t.project === null', false, ['Project']],
    ['(t) => t.children.count() > 1', false, ['Task']],
  ] as const) {
    test(`knows what it needs: ${text}`, () => {
      const { expression } = compile(text)
      assert.equal(expression?.pure, pure)
      assert.deepEqual(expression?.reads, reads)
    })
  }
})

describe('the null discipline', () => {
  const accepted = [
    '(t, u) => t.assigneeId === u.id',
    '(t, u) => t.notes !== null && t.notes === u.teamId',
    '(t, u) => u.teamId !== null && t.notes === u.teamId',
    '(t, u) => t.notes === null || t.notes === u.teamId',
    '(t, u) => !(t.notes === null || t.notes !== u.teamId)',
    '(t, u) => t.notes !== null ? t.notes === u.teamId : false',
    '(t) => t.priority !== null && t.priority < 3',
    '(t) => [1, 2].includes(t.priority) && t.priority < 2',
    '(t) => t.priority === 2 && t.priority < 3',
    '(t) => (t.priority ?? 0) < 3',
    '(t) => t.project !== null && t.project.archived',
    '(t) => t.project?.archived === false && t.project.budget > 1',
    '(t) => t.project?.members.some((m) => true) && t.project.archived',
    '(t, u) => (t.project?.archived ?? false) && t.project.name === u.name',
    '(t) => t.project !== null && t.project.members.every((m) => t.project.archived)',
    '(t) => t.project?.lead?.name === "a"',
    '(t) => t.urgent',
    '(t) => !t.urgent || t.urgent === true',
    '(t) => t.day !== null && t.day < "2026-01-31"',
    '(t) => t.number === "9007199254740993"',
    '(t) => t.settings === null && t.token !== null',
    '(t) => (t.project?.leadId ?? null) === null',
    '(t, u) => u.profile?.bio !== "x" && u.profile !== null',
    '(t) => t.mainTag?.name === "a"',
    '(t) => t.tags.some((g) => g.mainTasks.none((x) => x.priority !== null && x.priority > 1))',
    '(t) => t.dueAt !== null && (t.done ? t.dueAt : t.startedAt) < "2026-01-01T00:00:00.000Z"',
  ]
  for (const text of accepted) {
    test(`accepts ${text}`, () => assert.deepEqual(compile(text).problems, []))
  }

  const refused = [
    '(t, u) => t.notes === u.teamId',
    '(t, u) => t.notes !== null || t.notes === u.teamId',
    '(t) => t.priority !== null || t.priority < 3',
    '(t) => t.priority === null && t.priority < 3',
    '(t) => !(t.priority !== null && t.done) && t.priority < 3',
    '(t) => (t.priority !== null ? true : t.priority < 3)',
    '(t) => t.project?.leadId !== null && t.project.archived',
    '(t) => t.project?.budget !== null && t.project?.budget < 3',
    '(t) => t.project?.members.every((m) => true) || t.project.archived',
    '(t) => t.project?.members.count() > 1',
    '(t) => t.children.some((x) => x.priority !== null) && t.priority > 1',
    '(t) => t.children.some((x) => x.project.archived)',
    '(t) => t.children.min((x) => x.points) > 1',
  ]
  for (const text of refused) {
    test(`refuses ${text}`, () => {
      const codes = compile(text).problems.map(({ code }) => code)
      assert.ok(
        codes.some((code) => ['CAM211', 'CAM212', 'CAM213'].includes(code)),
        String(codes),
      )
    })
  }
})
