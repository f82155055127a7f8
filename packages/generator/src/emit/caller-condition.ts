import type { RuleIR } from '@cambium/model'
import { stringLiteral } from '../print/index.ts'

/** What a rule asks of the caller alone, before any row is looked at. */
export type CallerCondition =
  | { kind: 'everybody' | 'nobody' | 'signedIn' }
  | { kind: 'role'; roles: string[] }
  | { kind: 'any' | 'all'; parts: CallerCondition[] }

const everybody: CallerCondition = { kind: 'everybody' }
const signedIn: CallerCondition = { kind: 'signedIn' }

/** The weakest condition on the caller that the rule implies. */
export function callerCondition(rule: RuleIR): CallerCondition {
  switch (rule.type) {
    case 'public':
    case 'only':
      return everybody
    case 'none':
      return { kind: 'nobody' }
    case 'signedIn':
    case 'owner':
    case 'acl':
      return signedIn
    case 'role':
      return { kind: 'role', roles: rule.roles }
    case 'expression':
      return rule.expression.needsUser ? signedIn : everybody
    case 'any':
      return anyCondition(rule.rules.map(callerCondition))
    case 'all':
      return allConditions(rule.rules.map(callerCondition))
  }
}

/** True when nobody who is not signed in meets the condition. */
export function impliesSignedIn(condition: CallerCondition): boolean {
  if (condition.kind === 'any') return condition.parts.every(impliesSignedIn)
  if (condition.kind === 'all') return condition.parts.some(impliesSignedIn)
  return condition.kind !== 'everybody'
}

/** True when everybody who meets the condition has one of these roles. */
export function impliesRole(condition: CallerCondition, roles: readonly string[]): boolean {
  if (condition.kind === 'role') return condition.roles.every((role) => roles.includes(role))
  if (condition.kind === 'all') return condition.parts.some((part) => impliesRole(part, roles))
  if (condition.kind === 'any') return condition.parts.every((part) => impliesRole(part, roles))
  return condition.kind === 'nobody'
}

/** The condition as an expression of `caller`. */
export function conditionText(condition: CallerCondition): string {
  switch (condition.kind) {
    case 'everybody':
      return 'true'
    case 'nobody':
      return 'false'
    case 'signedIn':
      return 'caller.signedIn'
    case 'role':
      return `caller.hasRole(${condition.roles.map(stringLiteral).join(', ')})`
    case 'any':
      return condition.parts.map(conditionText).join(' || ')
    case 'all':
      return condition.parts.map(partOfAll).join(' && ')
  }
}

function partOfAll(condition: CallerCondition): string {
  const text = conditionText(condition)
  return condition.kind === 'any' ? `(${text})` : text
}

function anyCondition(parts: readonly CallerCondition[]): CallerCondition {
  if (parts.some(({ kind }) => kind === 'everybody')) return everybody
  const possible = parts.filter(({ kind }) => kind !== 'nobody')
  if (possible.some(({ kind }) => kind === 'signedIn') && possible.every(impliesSignedIn)) {
    return signedIn
  }
  return single('any', mergeRoles(possible), { kind: 'nobody' })
}

function allConditions(parts: readonly CallerCondition[]): CallerCondition {
  if (parts.some(({ kind }) => kind === 'nobody')) return { kind: 'nobody' }
  const real = parts.filter(({ kind }) => kind !== 'everybody')
  const stronger = real.filter(({ kind }) => kind !== 'signedIn')
  const kept = stronger.some(impliesSignedIn) ? stronger : real
  return single('all', distinct(kept), everybody)
}

function single(
  kind: 'any' | 'all',
  parts: readonly CallerCondition[],
  empty: CallerCondition,
): CallerCondition {
  const [first, ...rest] = parts
  if (!first) return empty
  return rest.length === 0 ? first : { kind, parts: [...parts] }
}

function mergeRoles(parts: readonly CallerCondition[]): CallerCondition[] {
  const roles = parts.flatMap((part) => (part.kind === 'role' ? part.roles : []))
  const others = parts.filter(({ kind }) => kind !== 'role')
  if (roles.length === 0) return distinct(others)
  return [{ kind: 'role', roles: [...new Set(roles)] }, ...distinct(others)]
}

function distinct(parts: readonly CallerCondition[]): CallerCondition[] {
  const seen = new Map(parts.map((part) => [JSON.stringify(part), part]))
  return [...seen.values()]
}
