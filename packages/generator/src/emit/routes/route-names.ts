import { type Name, valueName } from '../../print/index.ts'
import type { EntityPlan } from '../project-names.ts'
import { queryNames } from '../query-names.ts'

/** What the routes of one resource are printed with. */
export interface RouteNames {
  plan: EntityPlan
  /** Without /api: `/tasks`. */
  path: string
  resource: Name
  operation(name: 'list' | 'get' | 'create' | 'update' | 'delete' | 'upsert'): Name
}

/** The names of one entity's routes. */
export function routeNames(plan: EntityPlan, path: string): RouteNames {
  const functions = queryNames(plan.entity)
  return {
    plan,
    path,
    resource: valueName(plan.files.operations, plan.resource),
    operation: (name) => valueName(plan.files.operations, functions[name]),
  }
}
