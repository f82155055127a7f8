import type { EntityIR, ModelIR, RuleIR } from '@cambium/model/ir'
import { isIntegerKey } from '@cambium/model/keys'
import { type Alternative, alternativesOf, type Condition } from '../../access/index.ts'
import { renderSql, type SqlDialect } from '../../rules/index.ts'

/** A value of a condition: itself, or the one a field will have after the update. */
export type QuestionValue = string | number | boolean | null | { next: string }

/** One condition of a rule, as the application is asked for it. */
export type QuestionCondition =
  | { kind: 'caller'; holds: boolean }
  | { kind: 'owner'; field: string; isNumber: boolean }
  | { kind: 'acl'; right: string }
  | { kind: 'only'; fields: string[] }
  | { kind: 'any' | 'all'; parts: QuestionCondition[] }
  | { kind: 'sql'; strings: string[]; values: QuestionValue[] }

/** Who asks, as a token would say it. */
export interface AskingCaller {
  id: string | null
  roles: string[]
  /** The tenant they act for. */
  tenant?: string
}

/** Where the conditions are put together. */
export interface QuestionSite {
  model: ModelIR
  entity: EntityIR
  caller: AskingCaller
  dialect: SqlDialect
}

/** The alternatives of a rule, each as the conditions to ask for. */
export function askedAlternatives(
  rule: RuleIR | null,
  site: QuestionSite,
): { alternative: Alternative; asked: QuestionCondition[] }[] {
  return alternativesOf(rule).map((alternative) => ({
    alternative,
    asked: alternative.conditions.map((condition) => askedCondition(condition, site)),
  }))
}

function askedCondition(rule: RuleIR, site: QuestionSite): QuestionCondition {
  const { caller } = site
  switch (rule.type) {
    case 'public':
    case 'none':
      return { kind: 'caller', holds: rule.type === 'public' }
    case 'signedIn':
      return { kind: 'caller', holds: caller.id !== null }
    case 'role':
      return { kind: 'caller', holds: hasRole(caller, rule.roles) }
    case 'owner':
      return { kind: 'owner', field: rule.field, isNumber: hasNumberIds(site) }
    case 'acl':
      return { kind: 'acl', right: rule.right }
    case 'only':
      return { kind: 'only', fields: rule.fields }
    case 'any':
    case 'all':
      return { kind: rule.type, parts: rule.rules.map((part) => askedCondition(part, site)) }
    case 'expression':
      return expressionCondition(rule, site)
  }
}

/** Stands where a value belongs; no text of a rule holds it. */
const place = '\u0001'

function expressionCondition(
  { expression }: Condition & { type: 'expression' },
  site: QuestionSite,
): QuestionCondition {
  const { caller, model, entity, dialect } = site
  if (expression.needsUser && caller.id === null) return { kind: 'caller', holds: false }
  if (expression.expr.type === 'hasRole')
    return { kind: 'caller', holds: hasRole(caller, expression.expr.roles) }
  const values: QuestionValue[] = []
  const text = renderSql(expression, {
    model,
    entity: entity.name,
    dialect,
    bind(input) {
      values.push(
        input.kind === 'userId'
          ? hasNumberIds(site)
            ? Number(caller.id) || null
            : caller.id
          : input.kind === 'tenant'
            ? tenantOf(site)
            : input.kind === 'now'
              ? new Date().toISOString()
              : input.kind === 'hasRole'
                ? hasRole(caller, input.roles)
                : input.kind === 'field'
                  ? { next: input.field }
                  : false,
      )
      return place
    },
  })
  return { kind: 'sql', strings: text.split(place), values }
}

function hasRole(caller: AskingCaller, roles: readonly string[]): boolean {
  return caller.id !== null && roles.some((role) => caller.roles.includes(role))
}

/** The tenant's id as the database has it. */
function tenantOf({ caller, model }: QuestionSite): QuestionValue {
  const tenant = model.entities.find(({ name }) => name === model.tenancy?.entity)
  if (caller.tenant === undefined) return null
  return tenant && isIntegerKey(tenant.key) ? Number(caller.tenant) || null : caller.tenant
}

function hasNumberIds({ model }: QuestionSite): boolean {
  const user = model.entities.find(({ name }) => name === 'User')
  return user !== undefined && isIntegerKey(user.key)
}
