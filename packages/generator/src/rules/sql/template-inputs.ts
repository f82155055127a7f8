import type { EntityIR, Expr, ValueType } from '@cambium/model/ir'
import { type NullFlow, noFacts } from '../flow/index.ts'
import { type JsNames, type JsOptions, memberSource, missingIn, printJs } from '../js/index.ts'
import { type Bases, inferType, isInput, type Schema } from '../schema/index.ts'
import { callerIdSource, callerTenantSource } from './caller-id.ts'
import { type Doc, hole } from './doc.ts'
import { quoteText } from './quote.ts'
import type { Input, Inputs } from './renderer.ts'

/** What the values that are known before the statement are called in the code around the template. */
export interface TemplateNames {
  caller: string
  next: string
  previous: string
  now: string
}

export interface TemplateInputsOptions {
  schema: Schema
  bases: Bases
  flow: NullFlow
  names: TemplateNames
  entities: readonly EntityIR[]
}

/** Values as holes of a template; whatever needs no row is decided in TypeScript, before the statement is made. */
export function createTemplateInputs(options: TemplateInputsOptions): Inputs {
  const { schema, bases, flow, names, entities } = options
  const jsNames: JsNames = {
    ...names,
    row: 'row',
    user: names.caller,
    userId: callerIdSource(entities, names.caller),
  }
  const tenant = callerTenantSource(entities, names.caller)
  const js: JsOptions = { names: jsNames, flow, isGuarded: true }
  return {
    condition(expr, wanted) {
      if (!isInput(schema, bases, expr)) return null
      const no: Expr = { type: 'literal', value: false }
      const isMissing = flow.mayBeMissing(expr, noFacts)
      const decided: Expr = isMissing ? { type: 'coalesce', value: expr, fallback: no } : expr
      const text = hole(printJs(decided, noFacts, js))
      return wanted ? text : ['not ', text]
    },
    value(expr, isTyped) {
      if (expr.type === 'path' || !isInput(schema, bases, expr)) return null
      if (missingIn(flow, expr, noFacts).length > 0) return null
      const type = valueTypeOf(schema, bases, expr)
      return typed(hole(printJs(expr, noFacts, js)), type, isTyped)
    },
    single: (input, type, isTyped) =>
      typed(hole(inputSource(input, jsNames, tenant)), type, isTyped),
  }
}

function valueTypeOf(schema: Schema, bases: Bases, expr: Expr): ValueType {
  const type = inferType(schema, bases, expr)
  return type.kind === 'value' ? type.value : 'boolean'
}

function inputSource(input: Input, names: JsNames, tenant: string): string {
  switch (input.kind) {
    case 'tenant':
      return tenant
    case 'userId':
      return names.userId ?? `${names.user}.id`
    case 'now':
      return names.now
    case 'hasRole':
      return `${names.user}.hasRole(${input.roles.map(quoteText).join(', ')})`
    case 'exists':
      return `${names.previous} !== null`
    case 'field':
      return input.base === 'next'
        ? `${names.next}${memberSource(input.field, false)}`
        : `${names.previous}${memberSource(input.field, true)} ?? null`
  }
}

const castTypes: Readonly<Partial<Record<ValueType, string>>> = {
  string: 'text',
  integer: 'bigint',
  number: 'double precision',
  bigint: 'bigint',
  boolean: 'boolean',
}

/** A cast where the type cannot be told from what the value meets; there is none that both databases share for dates. */
function typed(value: Doc, type: ValueType, isTyped: boolean): Doc {
  const castType = castTypes[type]
  if (castType === undefined || (isTyped && type !== 'bigint')) return value
  return ['cast(', value, ` as ${castType})`]
}
