import type { EntityIR, Expr, ModelIR } from '@cambium/model/ir'

/** Which entity each base of a path is a row of. */
type Bases = ReadonlyMap<string, EntityIR | undefined>

/** The text of an expression with identities in place of names, so that a rename changes nothing. */
export function canonicalExpression(model: ModelIR, entity: EntityIR, expr: Expr): string {
  const rows = ['row', 'next', 'previous'].map((base) => [base, entity] as const)
  const user = model.entities.find(({ name }) => name === 'User')
  return JSON.stringify(withIdentities(model, new Map([...rows, ['user', user]]), expr))
}

function withIdentities(model: ModelIR, bases: Bases, expr: Expr): unknown {
  if (expr.type === 'path') {
    const isRow = bases.has(expr.base)
    return [
      isRow ? baseOf(expr.base, bases) : expr.base,
      ...identities(model, bases.get(expr.base), expr.path),
    ]
  }
  const inner = 'variable' in expr ? withVariable(model, bases, expr) : bases
  return Object.fromEntries(
    Object.entries(expr).map(([key, value]) => [key, part(model, inner, { key, value })]),
  )
}

function part(
  model: ModelIR,
  bases: Bases,
  { key, value }: { key: string; value: unknown },
): unknown {
  if (key === 'entity') return model.entities.find(({ name }) => name === value)?.id ?? value
  // the author's name for a row is not part of the meaning
  if (key === 'variable') return baseOf(String(value), bases)
  if (Array.isArray(value)) return value.map((one) => part(model, bases, { key: '', value: one }))
  return isExpr(value) ? withIdentities(model, bases, value) : value
}

function withVariable(
  model: ModelIR,
  bases: Bases,
  { variable, entity }: { variable: string; entity: string },
): Bases {
  return new Map([...bases, [variable, model.entities.find(({ name }) => name === entity)]])
}

/** `row` and the like by name, a variable by how deep it stands. */
function baseOf(base: string, bases: Bases): string | number {
  const at = [...bases.keys()].indexOf(base)
  return at < 4 ? base : at
}

function identities(
  model: ModelIR,
  start: EntityIR | undefined,
  path: readonly string[],
): (string | number)[] {
  let entity = start
  return path.map((name) => {
    const { id, target } = memberOf(entity, name)
    entity = model.entities.find((one) => one.name === target)
    return id
  })
}

function memberOf(
  entity: EntityIR | undefined,
  name: string,
): { id: string | number; target: string | null } {
  const field = entity?.fields.find((one) => one.name === name)
  if (field) return { id: field.id, target: null }
  const one = entity?.fields.find(({ reference }) => reference?.relation === name)
  if (one) return { id: `to ${one.id}`, target: one.reference?.target ?? null }
  const many = entity?.manyToMany.find((relation) => relation.name === name)
  if (many) return { id: many.id, target: many.target }
  const inverse = entity?.inverses.find((relation) => relation.name === name)
  return { id: name, target: inverse?.source ?? null }
}

function isExpr(value: unknown): value is Expr {
  return typeof value === 'object' && value !== null && 'type' in value
}
