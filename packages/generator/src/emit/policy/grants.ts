import type { AccessName, EntityIR, FieldIR, RuleIR } from '@cambium/model'
import { isAcceptedOnCreate, isReturned } from '../entity-fields.ts'

/** One row of the access matrix: something that can be done, and the rule it stands under. */
export interface Grant {
  /** The same in both models, whatever it is called. */
  key: string
  /** `read Task`, `write Task.priority`. */
  what: string
  rule: RuleIR | null
}

const everybody: RuleIR = { type: 'public' }
const nobody: RuleIR = { type: 'none' }
const names: readonly AccessName[] = ['read', 'create', 'update', 'delete']

/** What may be done with an entity as a whole. An operation that is not offered is nobody's. */
export function entityGrants(entity: EntityIR): Grant[] {
  const operations = names.map((name) => ({
    key: name,
    what: `${name} ${entity.name}`,
    rule: isOffered(entity, name) ? entity.access[name] : nobody,
  }))
  if (!entity.share) return operations
  return [...operations, { key: 'share', what: `share ${entity.name}`, rule: entity.share }]
}

/** Can callers ask for it at all? */
export function isOffered({ operations }: EntityIR, name: AccessName): boolean {
  if (name === 'read') return operations.includes('list') || operations.includes('get')
  return operations.includes(name)
}

/** What may be done with single fields, within what may be done with the record. */
export function fieldGrants({ name: entityName, fields, fieldAccess }: EntityIR): Grant[] {
  return fields.flatMap((field) => {
    const rules = fieldAccess.find((one) => one.field === field.name)
    const what = `${entityName}.${field.name}`
    return [
      {
        key: `read ${field.id}`,
        what: `read ${what}`,
        rule: isReturned(field) ? (rules?.read ?? everybody) : nobody,
      },
      {
        key: `write ${field.id}`,
        what: `write ${what}`,
        rule: isWritten(field) ? (rules?.write ?? everybody) : nobody,
      },
    ]
  })
}

function isWritten(field: FieldIR): boolean {
  return isAcceptedOnCreate(field)
}
