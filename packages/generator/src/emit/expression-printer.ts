import type { EntityIR, ExpressionIR, ModelIR } from '@cambium/model'
import { templateText } from '../print/index.ts'
import {
  callerIdSource,
  expressionToJs,
  expressionToSql,
  formulaToSql,
  type TextWithHoles,
} from '../rules/index.ts'

/** A piece of an `sql` template, and which arguments its holes take. */
export interface PrintedSql {
  text: string
  usesCaller: boolean
  usesChange: boolean
  usesNow: boolean
  usesPrevious: boolean
}

/** What the instant of a decision is called where the text stands. */
export interface ExpressionPlace {
  now: string
}

/** Prints the arrows of a model, as the rule compiler translates them. */
export interface ExpressionPrinter {
  /** A condition on the rows of the entity's table. */
  sql(entity: EntityIR, expression: ExpressionIR, place?: ExpressionPlace): PrintedSql
  /** A formula as the value of a selected expression. */
  formula(entity: EntityIR, expression: ExpressionIR): string
  /** The body of an arrow over `record`, `caller` and `previous`. */
  js(expression: ExpressionIR, place?: ExpressionPlace): string
  /** What gives the caller's id in the type of the ids of users. */
  callerId: string
}

const thisInstant = 'new Date().toISOString()'

/** The printer of one model. */
export function createExpressionPrinter(model: ModelIR): ExpressionPrinter {
  const callerId = callerIdSource(model.entities, 'caller')
  return {
    callerId,
    sql(entity, expression, { now } = { now: thisInstant }) {
      const printed = expressionToSql(expression, { model, entity: entity.name, names: { now } })
      const uses = (name: string): boolean =>
        printed.holes.some((hole) => new RegExp(`\\b${name}\\b`).test(withoutText(hole)))
      return {
        text: templateOf(printed),
        usesCaller: uses('caller'),
        usesChange: uses('change'),
        usesNow: uses('now'),
        usesPrevious: uses('previous'),
      }
    },
    formula: (entity, expression) =>
      templateOf(formulaToSql(expression, { model, entity: entity.name })),
    js: (expression, { now } = { now: thisInstant }) =>
      expressionToJs(expression, {
        row: 'record',
        user: 'caller',
        userId: callerId,
        next: 'record',
        previous: 'previous',
        now,
      }),
  }
}

/** The code of a hole without its string literals, which may hold any word. */
function withoutText(hole: string): string {
  return hole.replace(/'(?:[^'\\]|\\.)*'/g, "''")
}

/** One text: its further lines are indented like the line the template starts on. */
function templateOf({ strings, holes }: TextWithHoles): string {
  return strings
    .map((string, index) => {
      const hole = holes[index]
      return `${templateText(string)}${hole === undefined ? '' : `\${${hole}}`}`
    })
    .join('')
}
