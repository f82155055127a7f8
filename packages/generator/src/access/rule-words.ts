import type { EntityIR, RuleIR } from '@cambium/model/ir'
import { stringLiteral } from '../print/index.ts'

/** A rule as its author wrote it, `or` for any of and `and` for all of. */
export function ruleWords(entity: EntityIR, rule: RuleIR | null): string {
  if (!rule) return 'no rule, so nobody but the role admin'
  switch (rule.type) {
    case 'public':
    case 'signedIn':
    case 'none':
      return rule.type
    case 'role':
      return `role(${rule.roles.map(stringLiteral).join(', ')})`
    case 'owner':
      return `owner(${stringLiteral(relationName(entity, rule.field))})`
    case 'acl':
      return `acl(${stringLiteral(rule.right)})`
    case 'only':
      return `only(${rule.fields.map(stringLiteral).join(', ')})`
    case 'expression':
      return rule.expression.text
    case 'any':
    case 'all':
      return joinedWords(entity, rule)
  }
}

function joinedWords(entity: EntityIR, rule: RuleIR & { type: 'any' | 'all' }): string {
  const words = rule.rules.map((part) => {
    const text = ruleWords(entity, part)
    const isMixed = (part.type === 'any' || part.type === 'all') && part.type !== rule.type
    return isMixed ? `(${text})` : text
  })
  return words.join(rule.type === 'any' ? ' or ' : ' and ')
}

function relationName(entity: EntityIR, field: string): string {
  const reference = entity.fields.find(({ name }) => name === field)?.reference
  return reference?.relation ?? field
}
