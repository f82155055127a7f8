import type { CheckIR, FieldIR } from '@cambium/model'
import { code, memberOf, type Part, stringLiteral } from '../../print/index.ts'
import type { ExpressionPrinter } from '../expression-printer.ts'
import type { EntityPlan } from '../project-names.ts'
import * as runtime from '../runtime-names.ts'

/** The author's checks, and the limits that JSON Schema has no word for. */
export function checkLines(plan: EntityPlan, print: ExpressionPrinter): Part[] {
  return [
    ...plan.entity.fields.flatMap(limitChecks),
    ...plan.entity.checks.map((check) => checkLine(plan, print, check)),
  ]
}

function checkLine(plan: EntityPlan, print: ExpressionPrinter, check: CheckIR): Part {
  const { expression, message } = check
  return code`
    {
      message: ${stringLiteral(message)},
      ${expression.pure ? inMemory(print, check) : inDatabase(plan, print, check)},
    }
  `
}

function inMemory(print: ExpressionPrinter, { expression }: CheckIR): Part {
  const text = print.js(expression, { now: 'now' })
  const event = ['previous', 'now'].filter((name) => mentions(text, name))
  const parameters = event.length > 0 ? `record, { ${event.join(', ')} }` : 'record'
  return `holds: (${mentions(text, 'record') || event.length > 0 ? parameters : ''}) => ${text}`
}

function inDatabase(plan: EntityPlan, print: ExpressionPrinter, { expression }: CheckIR): Part {
  const { text, usesNow, usesPrevious } = print.sql(plan.entity, expression, { now: 'now' })
  const event = [...(usesPrevious ? ['previous'] : []), ...(usesNow ? ['now'] : [])]
  const parameters = event.length > 0 ? `{ ${event.join(', ')} }` : ''
  return code`where: (${parameters}) => ${runtime.database.value('sql')}\`${text}\``
}

function mentions(text: string, name: string): boolean {
  return new RegExp(`\\b${name}\\b`).test(text.replace(/'(?:[^'\\]|\\.)*'/g, ''))
}

function limitChecks(field: FieldIR): Part[] {
  const compare = comparisons[field.value as keyof typeof comparisons]
  if (!compare || field.computed) return []
  const { min, max } = field.limits
  const isTime = field.value === 'date' || field.value === 'instant'
  return [
    ...(min === undefined
      ? []
      : [limitCheck(field, { limit: min, sign: '>=', words: isTime ? 'or later' : 'or more' })]),
    ...(max === undefined
      ? []
      : [limitCheck(field, { limit: max, sign: '<=', words: isTime ? 'or earlier' : 'or less' })]),
  ]
}

/** How a value and a limit of these types are written to be compared. */
const comparisons = {
  decimal: { value: (text: string) => `Number(${text})`, limit: (limit: string) => limit },
  bigint: { value: (text: string) => `BigInt(${text})`, limit: (limit: string) => `${limit}n` },
  date: { value: (text: string) => text, limit: stringLiteral },
  instant: { value: (text: string) => text, limit: stringLiteral },
} as const

function limitCheck(
  field: FieldIR,
  { limit, sign, words }: { limit: string | number; sign: string; words: string },
): Part {
  const compare = comparisons[field.value as keyof typeof comparisons]
  const value = memberOf('record', field.name)
  const test = `${compare.value(value)} ${sign} ${compare.limit(String(limit))}`
  return code`
    {
      message: ${stringLiteral(`${field.name} must be ${limit} ${words}`)},
      holds: (record) => ${field.nullable ? `${value} === null || ` : ''}${test},
    }
  `
}
