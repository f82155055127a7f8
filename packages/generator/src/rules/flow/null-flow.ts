import type { Expr } from '@cambium/model/ir'
import { type Bases, type PathExpr, resolvePath, type Schema } from '../schema/index.ts'
import { commonFacts, type Facts, factKey, withNotNull, withPresent } from './facts.ts'

/** Which of the two nothings of TypeScript a value may be. */
export interface Nullness {
  /** null, from the database. */
  null: boolean
  /** undefined, from ?. */
  undefined: boolean
}

/** Answers what may be null, as TypeScript's control flow analysis would. */
export interface NullFlow {
  nullness(expr: Expr, facts: Facts): Nullness
  mayBeMissing(expr: Expr, facts: Facts): boolean
  /** True when the name at this index is asked of something that may be missing. */
  missingBefore(path: PathExpr, index: number, facts: Facts): boolean
  /** What is known where the condition came out so. */
  narrow(condition: Expr, outcome: boolean, facts: Facts): Facts
}

const present: Nullness = { null: false, undefined: false }

/** Analyses expressions over these entities. */
export function createNullFlow(schema: Schema, bases: Bases): NullFlow {
  const flow: NullFlow = {
    nullness: (expr, facts) => nullness(flow, schema, { expr, facts, bases }),
    mayBeMissing: (expr, facts) => {
      const found = flow.nullness(expr, facts)
      return found.null || found.undefined
    },
    missingBefore: (path, index, facts) =>
      !facts.has(factKey(path, index)) &&
      isOptional(schema, bases, { ...path, path: path.path.slice(0, index) }),
    narrow: (condition, outcome, facts) => narrow(flow, condition, { outcome, facts }),
  }
  return flow
}

interface At {
  expr: Expr
  facts: Facts
  bases: Bases
}

function nullness(flow: NullFlow, schema: Schema, { expr, facts, bases }: At): Nullness {
  switch (expr.type) {
    case 'literal':
      return { null: expr.value === null, undefined: false }
    case 'path':
      return {
        null: !facts.has(factKey(expr)) && isOptional(schema, bases, expr),
        undefined: skipsSomething(flow, expr, facts),
      }
    case 'some':
    case 'every':
    case 'none':
    case 'count':
    case 'sum':
      return { null: false, undefined: flow.nullness(expr.relation, facts).undefined }
    case 'min':
    case 'max':
      return { null: true, undefined: flow.nullness(expr.relation, facts).undefined }
    case 'and':
      return either(
        flow.nullness(expr.left, facts),
        flow.nullness(expr.right, flow.narrow(expr.left, true, facts)),
      )
    case 'or':
      return flow.nullness(expr.right, flow.narrow(expr.left, false, facts))
    case 'coalesce':
      return flow.nullness(expr.fallback, facts)
    case 'conditional':
      return either(
        flow.nullness(expr.whenTrue, flow.narrow(expr.test, true, facts)),
        flow.nullness(expr.whenFalse, flow.narrow(expr.test, false, facts)),
      )
    default:
      return present
  }
}

function either(a: Nullness, b: Nullness): Nullness {
  return { null: a.null || b.null, undefined: a.undefined || b.undefined }
}

function skipsSomething(flow: NullFlow, path: PathExpr, facts: Facts): boolean {
  return path.path.some((_, index) => flow.missingBefore(path, index, facts))
}

/** True when what the whole path names may be null by its declaration. */
function isOptional(schema: Schema, bases: Bases, path: PathExpr): boolean {
  if (path.path.length === 0) return path.base === 'previous'
  const resolved = resolvePath(schema, bases, path)
  if (resolved === undefined) return false
  if (resolved.last?.kind === 'field') return resolved.last.field.nullable
  if (resolved.last?.kind === 'many') return false
  return resolved.hops.at(-1)?.nullable ?? false
}

interface Outcome {
  outcome: boolean
  facts: Facts
}

function narrow(flow: NullFlow, condition: Expr, at: Outcome): Facts {
  const { outcome, facts } = at
  switch (condition.type) {
    case 'not':
      return flow.narrow(condition.operand, !outcome, facts)
    case 'and':
    case 'or': {
      const first = flow.narrow(condition.left, condition.type === 'and', facts)
      const both = flow.narrow(condition.right, outcome, first)
      if ((condition.type === 'and') === outcome) return both
      return commonFacts(flow.narrow(condition.left, outcome, facts), both)
    }
    case 'compare':
      return narrowByEquality(flow, condition, at)
    case 'isNull':
      return !outcome && condition.operand.type === 'path'
        ? withNotNull(facts, condition.operand)
        : facts
    case 'in':
      return outcome && condition.value.type === 'path'
        ? withPresent(facts, condition.value)
        : facts
    case 'path':
      return outcome ? withPresent(facts, condition) : facts
    case 'some':
    case 'every':
    case 'none':
      return outcome && condition.relation.type === 'path'
        ? withPresent(facts, condition.relation, condition.relation.path.length - 1)
        : facts
    case 'coalesce':
      return outcome && isFalse(condition.fallback)
        ? flow.narrow(condition.value, true, facts)
        : facts
    default:
      return facts
  }
}

function narrowByEquality(
  flow: NullFlow,
  compare: Extract<Expr, { type: 'compare' }>,
  { outcome, facts }: Outcome,
): Facts {
  const { operator, left, right } = compare
  if (operator !== '===' && operator !== '!==') return facts
  if ((operator === '===') !== outcome) return facts
  let found = facts
  for (const [side, other] of [
    [left, right],
    [right, left],
  ] as const) {
    if (side.type !== 'path' || flow.mayBeMissing(other, facts)) continue
    found = withPresent(found, side)
  }
  return found
}

function isFalse(expr: Expr): boolean {
  return expr.type === 'literal' && expr.value === false
}
