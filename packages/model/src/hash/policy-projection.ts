import type { EntityIR, ExpressionIR, ModelIR, RuleIR } from '../ir/index.ts'

/** Who may do what. The text of an arrow does not count, its meaning does. */
export function policyProjection(model: ModelIR): unknown {
  return {
    roles: model.roles.toSorted(),
    roleSettings: model.roleSettings,
    tenancy: model.tenancy,
    webhooks: model.webhooks?.manage.toSorted(),
    entities: model.entities
      .map(entityPolicy)
      .sort((left, right) => (left.name < right.name ? -1 : 1)),
    functions: model.logic?.functions.map(({ name, access }) => [name, rulePolicy(access)]),
  }
}

function entityPolicy(entity: EntityIR): { name: string; [part: string]: unknown } {
  const { read, create, update, delete: remove } = entity.access
  return {
    name: entity.name,
    tenant: entity.tenant,
    access: [read, create, update, remove].map(rulePolicy),
    share: entity.share && rulePolicy(entity.share),
    fields: entity.fieldAccess.map((rules) => [
      rules.field,
      rulePolicy(rules.read),
      rulePolicy(rules.write),
    ]),
    checks: entity.checks.map(({ message, expression }) => [message, meaningOf(expression)]),
  }
}

function rulePolicy(rule: RuleIR | null): unknown {
  if (rule?.type === 'any' || rule?.type === 'all')
    return { type: rule.type, rules: rule.rules.map(rulePolicy) }
  return rule?.type === 'expression' ? { type: rule.type, expr: meaningOf(rule.expression) } : rule
}

function meaningOf({ expr }: ExpressionIR): unknown {
  return expr
}
