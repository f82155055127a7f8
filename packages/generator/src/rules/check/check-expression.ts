import type { EntityIR, Expr, ValueType } from '@cambium/model/ir'
import { createNullFlow, noFacts } from '../flow/index.ts'
import type { ParsedArrow } from '../parse/index.ts'
import type { ProblemList } from '../problem-list.ts'
import { collectBases, inferType, type Schema } from '../schema/index.ts'
import type { Site } from '../site.ts'
import { checkCondition } from './check-condition.ts'
import type { CheckContext } from './check-context.ts'
import { checkValue } from './check-value.ts'
import { describePart } from './describe-part.ts'
import { describeType } from './describe-type.ts'

/** Where the checked expression belongs. */
export interface CheckedSite {
  site: Site
  entity: EntityIR
  schema: Schema
  problems: ProblemList
  text: string
}

/** Refuses everything that would not mean the same in TypeScript and in the databases. */
export function checkExpression({ expr, marks }: ParsedArrow, checked: CheckedSite): void {
  const { site, schema, problems } = checked
  const bases = collectBases(schema, checked.entity, expr)
  const context: CheckContext = {
    schema,
    bases,
    marks,
    text: checked.text,
    inMemory: site.purpose === 'check',
    words: (part) => describePart(part, checked.text, marks),
    problems,
    flow: createNullFlow(schema, bases),
    condition: (part, facts) => checkCondition(context, part, facts),
    value: (part, facts) => checkValue(context, part, facts),
    refuse: (name, part, words) => problems.refuse(name, marks.of(part).start, words),
    typeOf: (part) => inferType(schema, bases, part),
  }
  if (site.purpose === 'computed') checkFormula(context, expr, site.result)
  else context.condition(expr, noFacts)
}

function checkFormula(context: CheckContext, expr: Expr, result: ValueType | undefined): void {
  const type = context.value(expr, noFacts)
  if (result === undefined || type.kind !== 'value' || type.value === result) return
  if (result === 'number' && type.value === 'integer') return
  context.refuse('resultType', expr, {
    message: `the field holds ${describeType(result)} and the formula gives ${describeType(type.value)}`,
  })
}
