import type { EntityIR, RuleIR } from '@cambium/model'
import { brokenCall, call, code, type Part, stringLiteral } from '../../print/index.ts'
import { adoptedForm } from '../../rules/index.ts'
import {
  type CallerCondition,
  conditionText,
  impliesRole,
  impliesSignedIn,
} from '../caller-condition.ts'
import { columnReference } from '../column-builder.ts'
import type { ExpressionPrinter } from '../expression-printer.ts'
import * as runtime from '../runtime-names.ts'

/** The rows a rule holds for, as an expression of `caller` and `change`. */
export type RowCondition =
  | { kind: 'every' | 'none' }
  /** `isSql` false: a boolean that only `anyOf` and `allOf` take. */
  | { kind: 'printed'; part: Part; isSql: boolean; usesCaller: boolean; usesChange: boolean }

export interface RowRule {
  entity: EntityIR
  print: ExpressionPrinter
  /** What is known of the caller before any row is looked at. */
  caller: CallerCondition
}

type Printed = RowCondition & { kind: 'printed' }

const every: RowCondition = { kind: 'every' }
const none: RowCondition = { kind: 'none' }

/** The part of a rule that speaks of the row; what the caller's condition has decided is left out. */
export function rowCondition(rule: RuleIR, context: RowRule): RowCondition {
  const { entity, caller } = context
  switch (rule.type) {
    case 'public':
      return every
    case 'none':
      return none
    case 'signedIn':
      return impliesSignedIn(caller) ? every : decision('caller.signedIn')
    case 'role':
      if (impliesRole(caller, rule.roles)) return every
      return decision(conditionText({ kind: 'role', roles: rule.roles }))
    case 'owner':
      return sqlCondition(
        code`${ownerColumn(entity, rule.field)} = \${${context.print.callerId}}`,
        {
          usesCaller: true,
        },
      )
    case 'acl':
      return aclCondition(entity, rule.right)
    case 'only': {
      const fields = rule.fields.map(stringLiteral).join(', ')
      const part = `change?.only(${fields}) ?? false`
      return { kind: 'printed', part, isSql: false, usesCaller: false, usesChange: true }
    }
    case 'expression':
      return expressionCondition(rule, context)
    case 'any':
    case 'all':
      return combined(rule, context)
  }
}

/** Ids of adopted tables are compared as the text they are in records. */
function ownerColumn(entity: EntityIR, owner: string): string {
  const column = columnReference(entity, owner)
  const field = entity.fields.find(({ name }) => name === owner)
  return field && adoptedForm(field) === 'text' ? `cast(${column} as text)` : column
}

function decision(text: string): Printed {
  return { kind: 'printed', part: text, isSql: false, usesCaller: true, usesChange: false }
}

function sqlCondition(text: Part, uses: { usesCaller?: boolean; usesChange?: boolean }): Printed {
  const part = code`${runtime.database.value('sql')}\`${text}\``
  return { kind: 'printed', part, isSql: true, usesCaller: false, usesChange: false, ...uses }
}

function aclCondition(entity: EntityIR, right: string): Printed {
  const id =
    entity.key.kind === 'composite'
      ? `${entity.names.camel}Columns.expression('id')`
      : code`${runtime.database.value('sql')}\`${columnReference(entity, 'id')}\``
  const part = call(runtime.access.value('aclGrants'), [
    stringLiteral(entity.name),
    id,
    stringLiteral(right),
    'caller',
  ])
  return { kind: 'printed', part, isSql: true, usesCaller: true, usesChange: false }
}

function expressionCondition(
  { expression }: RuleIR & { type: 'expression' },
  { entity, print, caller }: RowRule,
): Printed {
  const { text, usesCaller, usesChange } = print.sql(entity, expression)
  const condition = sqlCondition(text, { usesCaller, usesChange })
  const guards = [
    ...(expression.needsUser && !impliesSignedIn(caller) ? ['caller.signedIn'] : []),
    ...(usesChange ? ['change !== undefined'] : []),
  ]
  if (guards.length === 0) return condition
  const part = code`${guards.join(' && ')} && ${condition.part}`
  return {
    ...condition,
    part,
    isSql: false,
    usesCaller: usesCaller || guards.includes('caller.signedIn'),
  }
}

function combined(rule: RuleIR & { type: 'any' | 'all' }, context: RowRule): RowCondition {
  const decisive = rule.type === 'any' ? 'every' : 'none'
  const neutral = rule.type === 'any' ? 'none' : 'every'
  const parts = flattened(rule).map((part) => rowCondition(part, context))
  if (parts.some(({ kind }) => kind === decisive)) return { kind: decisive }
  const printed = parts.filter((part) => part.kind === 'printed')
  const [first, ...rest] = printed
  if (!first) return { kind: neutral }
  if (rest.length === 0) return first
  const combine = runtime.access.value(rule.type === 'any' ? 'anyOf' : 'allOf')
  return {
    kind: 'printed',
    part: brokenCall(
      combine,
      printed.map(({ part }) => part),
    ),
    isSql: true,
    usesCaller: printed.some(({ usesCaller }) => usesCaller),
    usesChange: printed.some(({ usesChange }) => usesChange),
  }
}

function flattened(rule: RuleIR & { type: 'any' | 'all' }): RuleIR[] {
  return rule.rules.flatMap((part) =>
    part.type === rule.type ? flattened(part as typeof rule) : [part],
  )
}
