import type { EntityIR, FieldIR, ModelIR } from '@cambium/model/ir'
import {
  type FilterKind,
  fieldSchema,
  filterKind,
  isAcceptedOnCreate,
  isAcceptedOnUpdate,
  isRequiredOnCreate,
  isReturned,
  keySchema,
  schemaAtFirst,
  type ValueSchema,
} from '../../emit/index.ts'

/** What clients see of a field; `null` where they do not see it. */
export interface FieldFace {
  answer: ValueSchema | null
  /** A read rule may leave it out of an answer. */
  maskable: boolean
  create: ValueSchema | null
  requiredOnCreate: boolean
  update: ValueSchema | null
  filter: FilterKind | null
}

/** The field as the API shows it. */
export function faceOf(model: ModelIR, entity: EntityIR, field: FieldIR): FieldFace {
  const { operations, fieldAccess } = entity
  const offers = (name: 'list' | 'create' | 'update') => operations.includes(name)
  const schema = field.name === 'id' ? keySchema(entity.key) : fieldSchema(model, field)
  const isSent = offers('create') && isAcceptedOnCreate(field)
  return {
    answer: isReturned(field) ? schema : null,
    maskable: fieldAccess.some((rules) => rules.field === field.name && rules.read !== null),
    create: isSent ? schemaAtFirst(model, field) : null,
    requiredOnCreate: isSent && isRequiredOnCreate(field),
    update: offers('update') && isAcceptedOnUpdate(field) ? schema : null,
    filter: offers('list') ? filterKind(field) : null,
  }
}
