import type { EntityIR, RuleIR } from '@cambium/model'
import { memberOf, stringLiteral } from '../../print/index.ts'
import { type CallerCondition, impliesRole, impliesSignedIn } from '../caller-condition.ts'
import type { ExpressionPrinter } from '../expression-printer.ts'

interface HoldsContext {
  entity: EntityIR
  print: ExpressionPrinter
  caller: CallerCondition
}

/** A rule as a function of a record in memory; null when it needs more than the record. */
export function holdsText(rule: RuleIR, context: HoldsContext): string | null {
  const text = holdsExpression(rule, context)
  if (text === null) return null
  const usesCaller = /\bcaller\b/.test(text.replace(/'(?:[^'\\]|\\.)*'/g, ''))
  return `${usesCaller ? '(record, caller)' : '(record)'} => ${text}`
}

function holdsExpression(rule: RuleIR, context: HoldsContext): string | null {
  const { caller, print } = context
  switch (rule.type) {
    case 'public':
      return 'true'
    case 'none':
      return 'false'
    case 'signedIn':
      return impliesSignedIn(caller) ? 'true' : 'caller.signedIn'
    case 'role':
      if (impliesRole(caller, rule.roles)) return 'true'
      return `caller.hasRole(${rule.roles.map(stringLiteral).join(', ')})`
    case 'owner':
      return guarded(ownerText(print, rule.field), context)
    case 'acl':
    case 'only':
      return null
    case 'expression': {
      const { expression } = rule
      if (!expression.pure || expression.needsNext) return null
      const text = print.js(expression)
      return expression.needsUser ? guarded(`(${text})`, context) : text
    }
    case 'any':
    case 'all':
      return combined(rule, context)
  }
}

function ownerText(print: ExpressionPrinter, field: string): string {
  const id = print.callerId === 'caller.id' ? print.callerId : `(${print.callerId})`
  return `${memberOf('record', field)} === ${id}`
}

/** Nobody's id is null, and so is a reference that is not set. */
function guarded(text: string, { caller }: HoldsContext): string {
  return impliesSignedIn(caller) ? text : `caller.signedIn && ${text}`
}

function combined(rule: RuleIR & { type: 'any' | 'all' }, context: HoldsContext): string | null {
  const isAny = rule.type === 'any'
  const parts = rule.rules.map((part) => holdsExpression(part, context))
  if (parts.some((part) => part === null)) return null
  if (parts.includes(isAny ? 'true' : 'false')) return isAny ? 'true' : 'false'
  const left = parts.filter((part) => part !== (isAny ? 'false' : 'true'))
  if (left.length === 0) return isAny ? 'false' : 'true'
  if (left.length === 1) return left[0] ?? null
  return left.map((part) => (isPlain(part) ? part : `(${part})`)).join(isAny ? ' || ' : ' && ')
}

function isPlain(text: string | null): boolean {
  return text !== null && !/&&|\|\||\?/.test(text)
}
