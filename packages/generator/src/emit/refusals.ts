import type { EntityIR, FieldIR, ModelIR } from '@cambium/model'
import { isEncrypted } from './entity-fields.ts'

/** Something the model may say and this version cannot make yet. */
export interface Refusal {
  code: string
  severity: 'error'
  message: string
  /** The place in the model: entity, then the way into its options. */
  path: string[]
  hint: string
  nearest: null
}

/** What keeps the model from being generated; empty when nothing does. */
export function refusals(model: ModelIR): Refusal[] {
  return [
    ...(model.tenancy ? [tenancy] : []),
    ...model.entities.flatMap((entity) => [
      ...compositeKey(entity),
      ...entity.fields.flatMap((field) => [
        ...laterKind(entity, field),
        ...encryptedNumber(entity, field),
        ...storedLookup(entity, field),
      ]),
    ]),
  ]
}

const tenancy: Refusal = refusal('CAM404', ['config', 'tenancy'], {
  message: 'Keeping tenants apart comes with a later version',
  hint: 'Leave out `tenancy` for now',
})

const laterKinds: { [kind: string]: string } = {
  file: 'Storing files comes with a later version',
  image: 'Storing images comes with a later version',
  vector: 'Storing vectors comes with a later version',
  password: 'Storing passwords comes with a later version, together with accounts',
}

function laterKind(entity: EntityIR, field: FieldIR): Refusal[] {
  const message = laterKinds[field.kind] ?? laterKinds[field.element?.kind ?? '']
  if (!message) return []
  const hint = 'Leave the field out for now; adding it later is a change like any other'
  return [refusal('CAM401', fieldPath(entity, field), { message, hint })]
}

function compositeKey(entity: EntityIR): Refusal[] {
  if (entity.key.kind !== 'composite') return []
  return [
    refusal('CAM402', [entity.name, 'id'], {
      message: 'Keys of several fields come with a later version',
      hint: 'Use the default id and a `unique(...)` index over the fields',
    }),
  ]
}

function encryptedNumber(entity: EntityIR, field: FieldIR): Refusal[] {
  if (!isEncrypted(field) || field.value === 'string') return []
  return [
    refusal('CAM403', [...fieldPath(entity, field), 'encrypted'], {
      message: 'Only text can be encrypted so far',
      hint: 'Make it a text field, or leave out `encrypted`',
    }),
  ]
}

function storedLookup(entity: EntityIR, field: FieldIR): Refusal[] {
  if (!field.computed?.stored || field.computed.expression.pure) return []
  return [
    refusal('CAM405', [...fieldPath(entity, field), 'stored'], {
      message:
        'A formula that reads related records cannot be stored: it would be out of date when they change',
      hint: 'Leave out `stored`; it is then worked out when the record is read',
    }),
  ]
}

function fieldPath(entity: EntityIR, field: FieldIR): string[] {
  return [entity.name, 'fields', field.reference?.relation ?? field.name]
}

function refusal(
  code: string,
  path: string[],
  { message, hint }: { message: string; hint: string },
): Refusal {
  return { code, severity: 'error', message, path, hint, nearest: null }
}
