import type { Expr } from '@cambium/model/ir'
import type { SimpleType } from '../schema/index.ts'
import type { CheckContext } from './check-context.ts'

/** True when a string literal is how a value of that type is written. */
export function literalStandsFor(expr: Expr, type: SimpleType): boolean {
  if (expr.type !== 'literal' || typeof expr.value !== 'string') return false
  return ['date', 'instant', 'bigint', 'decimal'].includes(type.value)
}

/** Refuses a string literal that is not the one form a value of that type has. */
export function checkLiteralFor(context: CheckContext, expr: Expr, type: SimpleType): void {
  if (expr.type !== 'literal' || typeof expr.value !== 'string') return
  const form = forms[type.value]
  if (form === undefined || form.test(expr.value)) return
  context.refuse('literal', expr, {
    message: `'${expr.value}' is not ${form.words}`,
    hint: `write '${form.example}'`,
  })
}

interface LiteralForm {
  words: string
  example: string
  test(text: string): boolean
}

const instantPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/

const forms: Readonly<Record<string, LiteralForm>> = {
  date: {
    words: 'a date',
    example: '2026-01-31',
    test: (text) => /^\d{4}-\d{2}-\d{2}$/.test(text) && isExactInstant(`${text}T00:00:00.000Z`),
  },
  instant: {
    words: 'an instant in UTC with milliseconds',
    example: '2026-01-31T00:00:00.000Z',
    test: (text) => instantPattern.test(text) && isExactInstant(text),
  },
  bigint: {
    words: 'a big integer',
    example: '9007199254740993',
    test: (text) =>
      /^(0|-?[1-9]\d*)$/.test(text) && BigInt.asIntN(64, BigInt(text)) === BigInt(text),
  },
}

/** Refuses days that do not exist, which a database would not take. */
function isExactInstant(text: string): boolean {
  const time = Date.parse(text)
  return !Number.isNaN(time) && new Date(time).toISOString() === text && !text.startsWith('0000')
}
