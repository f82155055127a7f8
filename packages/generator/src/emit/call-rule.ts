import type { RuleIR } from '@cambium/model'
import { stringLiteral } from '../print/index.ts'

/** The rule of a function as its author wrote it. */
export function callRuleText(rule: RuleIR | null): string {
  if (!rule) return "no rule, so role('admin')"
  switch (rule.type) {
    case 'role':
      return `role(${rule.roles.map(stringLiteral).join(', ')})`
    case 'any':
      return rule.rules.map(partText).join(' or ')
    case 'all':
      return rule.rules.map(partText).join(' and ')
    default:
      return rule.type
  }
}

function partText(rule: RuleIR): string {
  const isCompound = rule.type === 'any' || rule.type === 'all'
  return isCompound ? `(${callRuleText(rule)})` : callRuleText(rule)
}

/** The same in words: `the caller has the role staff`. */
export function callRuleWords(rule: RuleIR | null): string {
  if (!rule) return 'the caller has the role admin: there is no rule'
  switch (rule.type) {
    case 'public':
      return 'everybody'
    case 'signedIn':
      return 'the caller is signed in'
    case 'role':
      return rule.roles.length === 1
        ? `the caller has the role ${rule.roles[0]}`
        : `the caller has one of the roles ${rule.roles.join(', ')}`
    case 'any':
      return rule.rules.map(callRuleWords).join(', or ')
    case 'all':
      return rule.rules.map(callRuleWords).join(', and ')
    default:
      return 'nobody from outside'
  }
}
