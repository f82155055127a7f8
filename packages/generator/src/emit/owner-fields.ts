import type { EntityIR, RuleIR } from '@cambium/model'

/** The references that `owner()` in a rule of the entity names: whose its records are. */
export function ownerFields({ access, share, fieldAccess, fields }: EntityIR): string[] {
  const rules = [
    ...Object.values(access),
    ...fieldAccess.flatMap(({ read, write }) => [read, write]),
    share ?? null,
  ]
  const owners = new Set(rules.flatMap((rule) => (rule === null ? [] : ownersIn(rule))))
  return fields.flatMap(({ name, reference }) => (reference && owners.has(name) ? [name] : []))
}

function ownersIn(rule: RuleIR): string[] {
  if (rule.type === 'any' || rule.type === 'all') return rule.rules.flatMap(ownersIn)
  return rule.type === 'owner' ? [rule.field] : []
}
