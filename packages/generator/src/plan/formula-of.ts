import type { EntityIR, FieldIR, ModelIR } from '@cambium/model'
import { renderFormula } from '../rules/index.ts'
import type { Formula } from './storage.ts'

/** The stored formula of a field in each database's SQL; `null` for a field that has none. */
export function formulaOf(model: ModelIR, entity: EntityIR, field: FieldIR): Formula | null {
  const { computed } = field
  if (!computed?.stored) return null
  const place = { model, entity: entity.name, bind: refuseInput }
  return {
    sqlite: renderFormula(computed.expression, { ...place, dialect: 'sqlite' }),
    postgres: renderFormula(computed.expression, { ...place, dialect: 'postgres' }),
  }
}

/** A stored formula reads its own row only, which the checker holds it to. */
function refuseInput(): never {
  throw new Error('A stored formula cannot depend on who asks or when')
}
