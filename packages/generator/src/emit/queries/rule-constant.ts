import type { EntityIR, RuleIR } from '@cambium/model'
import { ruleWords } from '../../access/index.ts'
import { type Code, code, jsdoc, type Part, stringLiteral } from '../../print/index.ts'
import { type CallerCondition, callerCondition, conditionText } from '../caller-condition.ts'
import type { ExpressionPrinter } from '../expression-printer.ts'
import type { EntityPlan } from '../project-names.ts'
import * as runtime from '../runtime-names.ts'
import { holdsText } from './holds-text.ts'
import { type RowCondition, rowCondition } from './row-condition.ts'

export interface RuleConstant {
  /** `mayReadTask` */
  name: string
  /** What it is for, in front of its source: `read`. */
  label: string
  rule: RuleIR | null
  /** True where the pipeline decides on a record in memory: creating, and single fields. */
  decidesInMemory: boolean
}

/** One rule as an exported constant, its source above it. */
export function ruleConstant(
  plan: EntityPlan,
  print: ExpressionPrinter,
  { name, label, rule, decidesInMemory }: RuleConstant,
): Code {
  const doc = jsdoc(`${label}: ${ruleWords(plan.entity, rule)}`)
  const value = ruleValue(plan.entity, print, { rule, decidesInMemory })
  return code`
    ${doc}
    export const ${name}: ${runtime.access.type('Rule')}<${plan.record}> = ${value}
  `
}

function ruleValue(
  entity: EntityIR,
  print: ExpressionPrinter,
  { rule, decidesInMemory }: { rule: RuleIR | null; decidesInMemory: boolean },
): Part {
  if (!rule) return runtime.access.value('adminOnly')
  const caller = callerCondition(rule)
  const row = rowCondition(rule, { entity, print, caller })
  if (row.kind === 'none') return runtime.access.value('nobody')
  const ready = row.kind === 'every' ? readyRule(caller) : null
  if (ready) return ready
  const holds = decidesInMemory ? holdsText(rule, { entity, print, caller }) : null
  return code`
    {
      allow: ${caller.kind === 'everybody' || caller.kind === 'nobody' ? '()' : '(caller)'} => ${conditionText(caller)},
      where: ${whereFunction(row)},
      ${holds && `holds: ${holds},`}
    }
  `
}

/** The rules that say nothing about rows are ready-made. */
function readyRule(caller: CallerCondition): Part | null {
  switch (caller.kind) {
    case 'everybody':
      return runtime.access.value('anyone')
    case 'nobody':
      return runtime.access.value('nobody')
    case 'signedIn':
      return runtime.access.value('signedIn')
    case 'role':
      return code`${runtime.access.value('roles')}(${caller.roles.map(stringLiteral).join(', ')})`
    case 'any':
    case 'all':
      return null
  }
}

function whereFunction(row: RowCondition): Part {
  if (row.kind !== 'printed') {
    return code`() => ${runtime.database.value(row.kind === 'every' ? 'everyRow' : 'noRow')}`
  }
  const parameters = row.usesChange ? '(caller, change)' : row.usesCaller ? '(caller)' : '()'
  const unused = row.usesChange && !row.usesCaller ? '(_caller, change)' : parameters
  if (row.isSql) return code`${unused} => ${row.part}`
  return code`${unused} => ${runtime.access.value('anyOf')}(${row.part})`
}
