import type { EntityIR, FieldIR } from '@cambium/model'
import { type Code, code, type Part, propertyKey, stringLiteral } from '../../print/index.ts'
import { columnBuilder } from '../column-builder.ts'
import { recordFields } from '../entity-fields.ts'
import type { ExpressionPrinter } from '../expression-printer.ts'
import type { EntityPlan } from '../project-names.ts'
import * as runtime from '../runtime-names.ts'

/** The columns of the entity's table: the one list that says how each field is stored. */
export function tableColumns(plan: EntityPlan, print: ExpressionPrinter): Code {
  const lines = recordFields(plan.entity).map((field) => line(plan, print, field))
  return code`
    export const ${plan.columns}: ${runtime.database.type('Columns')}<${plan.record}> = ${runtime.database.value('columns')}(${stringLiteral(plan.entity.table)}, {
      ${lines}
    }${plan.entity.adopted && ', { adopted: true }'})
  `
}

function line(plan: EntityPlan, print: ExpressionPrinter, field: FieldIR): Part {
  const key = propertyKey(field.name)
  if (field.column !== null) {
    const scale = field.value === 'decimal' ? `, ${scaleOf(field)}` : ''
    const column = code`${runtime.database.value(columnBuilder(field))}(${stringLiteral(field.column)}${scale})`
    const stored = field.extra.stored ?? field.extra.keyType
    if (typeof stored !== 'string') return code`${key}: ${column},`
    return code`${key}: ${runtime.database.value('storedAs')}(${column}, ${stringLiteral(stored)}),`
  }
  const parts = partsOf(plan.entity, field)
  if (parts)
    return code`${key}: ${runtime.database.value('key')}(${parts.map(stringLiteral).join(', ')}),`
  if (!field.computed)
    throw new Error(`${plan.entity.name}.${field.name} is neither stored nor computed`)
  const text = print.formula(plan.entity, field.computed.expression)
  const scale = field.value === 'decimal' ? `, ${scaleOf(field)}` : ''
  return code`${key}: ${runtime.database.value('computed')}(${stringLiteral(columnBuilder(field))}, ${runtime.database.value('sql')}\`${text}\`${scale}),`
}

/** The fields that a key of several is made of; null for any other field. */
function partsOf({ key }: EntityIR, { name, reference }: FieldIR): string[] | null {
  if (reference?.fields) return reference.fields
  return name === 'id' && key.kind === 'composite' ? key.fields : null
}

function scaleOf(field: FieldIR): number {
  return field.limits.scale ?? 2
}
