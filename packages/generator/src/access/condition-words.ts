import type { EntityIR } from '@cambium/model/ir'
import type { Alternative, Condition } from './alternatives.ts'
import { expressionWords } from './expression-words.ts'
import { ruleWords } from './rule-words.ts'

/** An alternative as a sentence about the caller and the record: `everybody` where it asks nothing. */
export function alternativeWords(entity: EntityIR, { conditions }: Alternative): string {
  if (conditions.length === 0) return 'everybody'
  return conditions.map((condition) => conditionWords(entity, condition)).join(', and ')
}

/** A condition as a sentence: `the caller is its customer`, `status is "placed"`. */
export function conditionWords(entity: EntityIR, condition: Condition): string {
  switch (condition.type) {
    case 'signedIn':
      return 'the caller is signed in'
    case 'role':
      return condition.roles.length === 1
        ? `the caller has the role ${condition.roles[0]}`
        : `the caller has one of the roles ${condition.roles.join(', ')}`
    case 'owner':
      return condition.field === 'id'
        ? `the caller is this ${entity.names.words}`
        : `the caller is its ${relationOf(entity, condition.field)}`
    case 'acl':
      return `the caller was given the right to ${condition.right} it`
    case 'only':
      return `nothing but ${condition.fields.join(', ')} changes`
    case 'expression':
      return expressionWords(condition.expression.expr)
    case 'any':
    case 'all':
      return ruleWords(entity, condition)
  }
}

function relationOf(entity: EntityIR, field: string): string {
  return entity.fields.find(({ name }) => name === field)?.reference?.relation ?? field
}
