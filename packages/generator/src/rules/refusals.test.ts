import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { compileExpression } from './compile-expression.ts'
import { sampleModel } from './fuzz/index.ts'
import { type RefusalName, refusals } from './refusals/index.ts'
import type { Site } from './site.ts'

const entities = sampleModel()

interface Case {
  /** ¦ stands where the refusal points. */
  text: string
  refusal: RefusalName
  nearest?: string
  /** Part of the message or hint. */
  says?: RegExp
  purpose?: Site['purpose']
  entity?: string
  result?: NonNullable<Site['result']>
}

const cases: Case[] = [
  { text: '(t) => t.done &&¦', refusal: 'syntax' },
  { text: '¦', refusal: 'syntax' },
  { text: '¦function (t) { return t.done }', refusal: 'notAnArrow' },
  { text: '(t) => ¦{ return t.done }', refusal: 'notAnArrow' },
  { text: '¦async (t) => t.done', refusal: 'notAnArrow' },
  { text: '(¦{ done }) => true', refusal: 'parameters' },
  { text: '(t, u, c, ¦more) => t.done', refusal: 'parameters' },
  { text: '(t, u, { ¦previous }) => t.done', refusal: 'parameters' },
  { text: '(t, { ¦next }) => t.done', refusal: 'parameters', purpose: 'check' },
  { text: '(t, ¦user) => t.title', refusal: 'parameters', purpose: 'computed' },
  { text: '(t) => t.points ¦/ 2 > 1', refusal: 'notAllowed', says: /operator \// },
  { text: '(t) => t.notes === ¦undefined', refusal: 'notAllowed', says: /null/ },
  { text: '(t) => ¦typeof t.notes === "a"', refusal: 'notAllowed' },
  { text: '(t) => t.priority! > 2'.replace('t.p', '¦t.p'), refusal: 'notAllowed', says: /!/ },
  { text: '(t) => ¦(t.done, true)'.replace('¦(', '(¦'), refusal: 'notAllowed', says: /comma/ },
  { text: '(t) => t.title ¦== "a"', refusal: 'looseEquality', says: /===/ },
  { text: '(t) => t.title.¦startsWith("a")', refusal: 'call', says: /startsWith/ },
  { text: '(t) => t.tags.¦sone((g) => true)', refusal: 'call', nearest: 'some' },
  { text: '(t) => ¦t.project.some((m) => true)', refusal: 'call', says: /one record/ },
  { text: '(t, u) => u.hasRole(¦t.title)', refusal: 'call' },
  { text: '(t) => t.points < ¦LIMIT', refusal: 'unknownName' },
  { text: '(task) => ¦tusk.done', refusal: 'unknownName', nearest: 'task' },
  { text: '(t) => t.¦titel === "a"', refusal: 'unknownMember', nearest: 'title' },
  {
    text: '(t) => t.project?.¦membres.some((m) => true) ?? false',
    refusal: 'unknownMember',
    nearest: 'members',
  },
  { text: '(t) => t.tags.¦length > 0', refusal: 'unknownMember', says: /count\(\)/ },
  { text: '(t) => t.title.¦length > 0', refusal: 'unknownMember', says: /value/ },
  { text: '(t, u, c) => c.¦previous === null', refusal: 'unknownMember', says: /next and now/ },
  { text: '(t) => t¦["title"] === "a"', refusal: 'computedMember' },
  { text: '(t) => ¦t.notes', refusal: 'notACondition', says: /text/ },
  { text: '(t) => t.done && ¦t.points', refusal: 'notACondition', says: /whole number/ },
  { text: '(t) => !¦t.project', refusal: 'notACondition', says: /!== null/ },
  { text: '(t, u) => ¦t.notes === u.teamId', refusal: 'bothNull', says: /both be null/ },
  { text: '(t, u) => ¦t.project?.name === u.teamId', refusal: 'bothNull' },
  { text: '(t) => ¦t.priority < 3', refusal: 'nullOperand', says: /t\.priority !== null/ },
  { text: '(t) => ¦t.priority + 1 > 3', refusal: 'nullOperand', says: /\?\? 0/ },
  { text: "(t) => 'a' + ¦t.notes === 'ab'", refusal: 'nullOperand', says: /\?\? ''/ },
  { text: '(t) => (t.done && ¦t.urgent) === true', refusal: 'nullOperand', says: /\?\? false/ },
  {
    text: '(t, u) => t.project.¦leadId === u.id',
    refusal: 'nullRelation',
    says: /t\.project\?\.leadId/,
  },
  {
    text: '(t, u) => t.project?.lead.¦name === "a"',
    refusal: 'nullRelation',
    says: /t\.project\?\.lead\?\.name/,
  },
  { text: '(t, u) => (t.project?.lead)?.name === (t.project?.lead).¦id', refusal: 'nullRelation' },
  { text: '(t) => t.mainTag.¦name === "a"', refusal: 'nullRelation', says: /deleted/ },
  {
    text: '(t, { previous }) => previous.¦done',
    refusal: 'nullRelation',
    purpose: 'check',
    says: /created/,
  },
  { text: "(t) => ¦t.title < 'b'", refusal: 'noOrder', says: /text/ },
  { text: '(t) => ¦t.price > 1', refusal: 'noOrder', says: /decimal/ },
  { text: '(t) => ¦t.done > false', refusal: 'noOrder' },
  { text: "(t) => ¦t.points === '1'", refusal: 'typeMismatch' },
  { text: '(t) => ¦t.dueAt === t.day', refusal: 'typeMismatch' },
  { text: "(t) => ¦t.price === '1.50'", refusal: 'typeMismatch', says: /money/ },
  { text: "(t) => [¦'1'].includes(t.points)", refusal: 'typeMismatch' },
  { text: "(t) => t.status === ¦'compleeted'", refusal: 'impossibleChoice', nearest: 'completed' },
  { text: '(t) => ¦t.status === t.mood', refusal: 'impossibleChoice' },
  { text: "(t) => ['pending', ¦'bad'].includes(t.status)", refusal: 'impossibleChoice' },
  { text: '(t) => ¦t.settings === 1', refusal: 'unusableField', says: /json/ },
  { text: "(t) => ¦t.token === 'a'", refusal: 'unusableField', says: /encrypted/ },
  { text: "(t) => ¦t.label === 'a'", refusal: 'unusableField', says: /computed/ },
  { text: '(t) => ¦t.label === null', refusal: 'unusableField' },
  { text: '(t, u) => ¦t.assignee === u', refusal: 'recordAsValue', says: /ids/ },
  { text: '(t) => ¦t.tags === null', refusal: 'recordAsValue', says: /count\(\) === 0/ },
  { text: '(t) => ¦t === null', refusal: 'recordAsValue' },
  { text: '(t) => ¦t.project', refusal: 'recordAsValue', purpose: 'computed' },
  { text: '(t) => t.tags.some(¦isMain)', refusal: 'callback' },
  { text: '(t) => t.tags.some(¦)', refusal: 'callback' },
  { text: '(t) => t.tags.some(¦(a, b) => true)', refusal: 'callback' },
  { text: '(t) => t.tags.some(¦(g) => { return true })', refusal: 'callback' },
  { text: "(t) => ¦t.title.includes('a')", refusal: 'list' },
  { text: '(t) => [¦null].includes(t.title)', refusal: 'list' },
  { text: '(t) => ¦[].includes(t.title)', refusal: 'list' },
  { text: '(t, u) => t.notes === u.¦team', refusal: 'noUser', entity: 'Lonely' },
  { text: "(t, u) => u.hasRole(¦'staf')", refusal: 'unknownRole', nearest: 'staff' },
  { text: '(t) => ¦t.done * 2 > 1', refusal: 'notANumber' },
  { text: '(t) => t.tags.sum((g) => ¦g.name) > 1', refusal: 'notANumber' },
  { text: "(t) => 'a' + ¦t.rate === 'a1'", refusal: 'notText' },
  { text: "(t) => 'a' + ¦t.startedAt === 'a'", refusal: 'notText', says: /instant/ },
  { text: "(t) => 'a' + ¦t.points * t.points === 'a'", refusal: 'notText', says: /min and a max/ },
  { text: '(t) => ¦t.project?.tasks.min((x) => x.points) === null', refusal: 'nullOrUndefined' },
  {
    text: "(t) => t.dueAt !== null && t.dueAt < ¦'2026-01-01'",
    refusal: 'literal',
    says: /milliseconds/,
  },
  { text: "(t) => t.day === ¦'2026-02-30'", refusal: 'literal' },
  { text: '(t) => t.points === ¦9007199254740993', refusal: 'literal', says: /too large/ },
  { text: '(t) => t.number === ¦5n', refusal: 'literal' },
  { text: '(t) => t.title === ¦/a/', refusal: 'literal' },
  { text: "(t) => ¦(t.priority ?? 'none') === 1".replace('¦(', '(¦'), refusal: 'fallback' },
  { text: '(t) => (¦t.number ?? "1") === "1"', refusal: 'fallback' },
  { text: '(t) => ¦t.title', refusal: 'resultType', purpose: 'computed', result: 'integer' },
  { text: '¦(t) => t.done'.padEnd(11_000), refusal: 'tooLarge' },
  { text: `¦(t) => ${'('.repeat(70)}t.done${')'.repeat(70)}`, refusal: 'tooLarge' },
  { text: `(t) => ¦t.done${' && t.done'.repeat(400)}`, refusal: 'tooLarge' },
  { text: '(p, u, { next }) => next.¦tags.count() > 0', refusal: 'inputRelation' },
  { text: '(t) => ¦1 === 1', refusal: 'constant' },
]

describe('a refusal', () => {
  for (const { text, refusal, nearest, says, purpose = 'rule', entity = 'Task', result } of cases) {
    test(`${refusal}: ${text.trim().slice(0, 80)}`, () => {
      const lonely = sampleModel().filter((one) => one.name === 'Task')
      const model = entity === 'Lonely' ? lonely : entities
      const site = { entity: 'Task', purpose, roles: ['staff'], ...(result && { result }) }
      const found = compileExpression(text.replace('¦', ''), site, model)
      assert.equal(found.expression, null)
      const { code } = refusals[refusal]
      const problem = found.problems.find((one) => one.code === code)
      assert.ok(problem, `expected ${code}, found ${JSON.stringify(found.problems)}`)
      assert.equal(problem.offset, text.indexOf('¦'), 'the place')
      if (nearest !== undefined) assert.equal(problem.nearest, nearest)
      if (says !== undefined) assert.match(`${problem.message} ${problem.hint}`, says)
    })
  }

  test('is tried for every code of the table', () => {
    const tried = new Set(cases.map(({ refusal }) => refusals[refusal].code))
    const known = Object.values(refusals).map(({ code }) => code)
    assert.deepEqual(
      known.filter((code) => !tried.has(code)),
      [],
    )
  })

  test('does not hide the others: all are told at once, in the order of the text', () => {
    const text =
      "(t) => t.titel === 'a' || t.project.leadId === null || t.status === 'no' || t.done == true"
    const { problems } = compileExpression(text, { entity: 'Task', purpose: 'rule' }, entities)
    assert.deepEqual(
      problems.map(({ code, offset }) => [code, text.slice(offset, offset + 6)]),
      [
        ['CAM208', 'titel '],
        ['CAM213', 'leadId'],
        ['CAM216', "'no' |"],
        ['CAM205', '== tru'],
      ],
    )
  })
})
