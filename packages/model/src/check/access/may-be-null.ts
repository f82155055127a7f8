import type { EntityIR, Expr, FieldIR } from '../../ir/index.ts'
import { mayBeUnseen } from './may-be-unseen.ts'

interface NullSite {
  entity: EntityIR
  entities: EntityIR[]
}

/** True when the value of a formula on a row of the entity can be null. */
export function mayBeNull(expr: Expr, site: NullSite): boolean {
  switch (expr.type) {
    case 'literal':
      return expr.value === null
    case 'path':
      return pathMayBeNull(expr.base, expr.path, site)
    case 'arithmetic':
      return mayBeNull(expr.left, site) || mayBeNull(expr.right, site)
    case 'coalesce':
      return mayBeNull(expr.fallback, site)
    case 'conditional':
      return mayBeNull(expr.whenTrue, site) || mayBeNull(expr.whenFalse, site)
    case 'min':
    case 'max':
      return true
    default:
      return false
  }
}

function pathMayBeNull(base: string, path: string[], { entity, entities }: NullSite): boolean {
  if (base === 'ctx') return false
  if (base !== 'row') return true
  let current: EntityIR | undefined = entity
  let nullable = false
  for (const name of path) {
    const fields: FieldIR[] = current?.fields ?? []
    const relation = fields.find((candidate) => candidate.reference?.relation === name)
    const known = fields.find((candidate) => candidate.name === name) ?? relation
    nullable ||= known?.nullable ?? true
    if (relation && current) nullable ||= mayBeUnseen(relation, current, entities)
    current = entities.find((candidate) => candidate.name === relation?.reference?.target)
  }
  return nullable
}
