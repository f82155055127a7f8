import type { EntityIR, ExpressionIR, ModelIR } from '@cambium/model'
import { type Code, joined, templateText } from '../print/index.ts'
import { expressionToJs, expressionToSql } from '../rules/index.ts'

/** A condition inside an `sql` template, and which arguments its holes take. */
export interface PrintedSql {
  text: Code
  usesCaller: boolean
  usesChange: boolean
  usesNow: boolean
}

/** Prints the arrows of a model, as the rule compiler translates them. */
export interface ExpressionPrinter {
  sql(entity: EntityIR, expression: ExpressionIR): PrintedSql
  /** An expression of the given names: what stands for the row, the caller, the final and the earlier values. */
  js(expression: ExpressionIR, names: ExpressionNames): string
}

export interface ExpressionNames {
  row: string
  user: string
  next: string
  previous: string
  now: string
}

/** The printer of one model. */
export function createExpressionPrinter(model: ModelIR): ExpressionPrinter {
  return {
    sql(entity, expression) {
      const { strings, holes } = expressionToSql(expression, { model, entity: entity.name })
      return {
        text: joined(
          strings.flatMap((string, index) => [
            templateText(string),
            index < holes.length ? `\${${holes[index]}}` : '',
          ]),
          '',
        ),
        usesCaller: holes.some((hole) => /\bcaller\b/.test(hole)),
        usesNow: holes.some((hole) => /\bnow\b/.test(hole)),
        usesChange: holes.some((hole) => /\bchange\b/.test(hole)),
      }
    },
    js: (expression, names) => expressionToJs(expression, names),
  }
}
