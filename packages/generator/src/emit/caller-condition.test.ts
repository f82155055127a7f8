import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { RuleIR } from '@cambium/model'
import { callerCondition, conditionText, impliesRole, impliesSignedIn } from './caller-condition.ts'

const role = (...roles: string[]): RuleIR => ({ type: 'role', roles })
const owner: RuleIR = { type: 'owner', field: 'ownerId' }
const any = (...rules: RuleIR[]): RuleIR => ({ type: 'any', rules })
const all = (...rules: RuleIR[]): RuleIR => ({ type: 'all', rules })
const only: RuleIR = { type: 'only', fields: ['title'] }
const expression = (needsUser: boolean): RuleIR => ({
  type: 'expression',
  expression: {
    text: '',
    expr: { type: 'literal', value: true },
    needsUser,
    needsNext: false,
    pure: true,
    reads: [],
  },
})

describe('callerCondition()', () => {
  const cases: [string, RuleIR, string][] = [
    ['public', { type: 'public' }, 'true'],
    ['none', { type: 'none' }, 'false'],
    ['an owner', owner, 'caller.signedIn'],
    ['a rule about the row alone', expression(false), 'true'],
    ['a rule that speaks of the user', expression(true), 'caller.signedIn'],
    ['roles in one question', any(role('a'), role('b')), "caller.hasRole('a', 'b')"],
    ['a role or an owner: signed in says both', any(role('a'), owner), 'caller.signedIn'],
    ['a role or any row: everybody', any(role('a'), expression(false)), 'true'],
    ['a role and a row rule: the role', all(role('a'), expression(true)), "caller.hasRole('a')"],
    ['two roles at once', all(role('a'), role('b')), "caller.hasRole('a') && caller.hasRole('b')"],
    ['a change of some fields by the owner', all(only, owner), 'caller.signedIn'],
    ['nothing of nothing', any(), 'false'],
    ['one that can never be', all(role('a'), { type: 'none' }), 'false'],
  ]
  for (const [name, rule, expected] of cases) {
    test(name, () => assert.equal(conditionText(callerCondition(rule)), expected))
  }

  test('knows who is signed in for sure', () => {
    assert.ok(impliesSignedIn(callerCondition(any(role('a'), owner))))
    assert.ok(!impliesSignedIn(callerCondition(any(role('a'), only))))
  })

  test('knows which roles are held for sure', () => {
    assert.ok(impliesRole(callerCondition(all(role('a'), expression(true))), ['a', 'b']))
    assert.ok(!impliesRole(callerCondition(any(role('a'), role('b'))), ['a']))
  })
})
