import type { EntityIR, RuleIR } from '@cambium/model'
import { nestedLists } from './nested-lists.ts'
import type { EntityPlan, ProjectPlan } from './project-names.ts'

/** Do the rules of the entity go by what callers were given on single records? */
export function usesAccessList({ access, share, fieldAccess }: EntityIR): boolean {
  const rules = [
    ...Object.values(access),
    ...fieldAccess.flatMap(({ read, write }) => [read, write]),
  ]
  return share !== undefined || rules.some((rule) => rule !== null && hasAcl(rule))
}

/** Is its access list served? A relation of that name comes first. */
export function servesAccess(project: ProjectPlan, plan: EntityPlan): boolean {
  return plan.entity.share !== undefined && isFree(project, plan, 'access')
}

/** Is the history of its records served? A relation of that name comes first. */
export function servesHistory(project: ProjectPlan, plan: EntityPlan): boolean {
  const { history, operations } = plan.entity
  return history !== null && operations.includes('get') && isFree(project, plan, 'history')
}

function hasAcl(rule: RuleIR): boolean {
  if (rule.type === 'any' || rule.type === 'all') return rule.rules.some(hasAcl)
  return rule.type === 'acl'
}

function isFree(project: ProjectPlan, plan: EntityPlan, name: string): boolean {
  return nestedLists(project, plan).every(({ relation }) => relation !== name)
}
