import type { EntityIR, FieldIR, ModelIR } from '@cambium/model'
import { adoptedForm, adoptedType } from '../rules/index.ts'
import { isEncrypted } from './entity-fields.ts'
import { fileFields } from './file-fields.ts'
import { ownerFields } from './owner-fields.ts'

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
    ...(model.tenancy && model.tenancy.isolation !== 'row' ? [tenancy] : []),
    ...model.entities.flatMap((entity) => [
      ...ofAllTenants(model, entity),
      ...takenAddress(model, entity),
      ...unreadOwner(entity),
      ...entity.fields.flatMap((field) => [
        ...laterKind(entity, field),
        ...encryptedNumber(entity, field),
        ...storedLookup(entity, field),
      ]),
    ]),
  ]
}

const tenancy: Refusal = refusal('CAM404', ['config', 'tenancy', 'isolation'], {
  message: 'A schema or a database for each tenant comes with a later version',
  hint: "Write: isolation: 'row'",
})

/** What is worked out for nobody in particular, of a record that all tenants share, has no tenant to keep to. */
function ofAllTenants(model: ModelIR, entity: EntityIR): Refusal[] {
  if (!model.tenancy || entity.tenant || entity.name === model.tenancy.entity) return []
  const kept = new Set(model.entities.filter(({ tenant }) => tenant).map(({ name }) => name))
  const leads = ({ reads }: { reads: string[] }): boolean => reads.some((name) => kept.has(name))
  const hint = 'A rule may lead there, and so may a field of an entity that belongs to a tenant'
  const message = `${entity.name} belongs to no tenant: this would read the records of all of them`
  return [
    ...entity.fields
      .filter(({ computed }) => computed && leads(computed.expression))
      .map((field) => refusal('CAM407', fieldPath(entity, field), { message, hint })),
    ...entity.checks
      .filter(({ expression }) => leads(expression))
      .map((check) => refusal('CAM407', [entity.name, 'check', check.message], { message, hint })),
  ]
}

/** An owner is found by comparing ids as records have them. */
function unreadOwner(entity: EntityIR): Refusal[] {
  const owners = ownerFields(entity)
  const unread = entity.fields.filter(
    (field) => owners.includes(field.name) && adoptedForm(field) === null,
  )
  return unread.map((field) =>
    refusal('CAM409', fieldPath(entity, field), {
      message: `${field.name} is kept as "${adoptedType(field.extra)}" in the adopted database, in a form that owner() cannot compare`,
      hint: 'Go by another field, or keep the ids as text or uuid',
    }),
  )
}

const laterKinds: { [kind: string]: string } = {
  vector: 'Storing vectors comes with a later version',
  password: 'Storing passwords comes with a later version, together with accounts',
}

function laterKind(entity: EntityIR, field: FieldIR): Refusal[] {
  const message = laterKinds[field.kind] ?? laterKinds[field.element?.kind ?? '']
  if (!message) return []
  const hint = 'Leave the field out for now; adding it later is a change like any other'
  return [refusal('CAM401', fieldPath(entity, field), { message, hint })]
}

const uploadPaths = ['files', 'uploads']
const recordPaths = ['access', 'history']

/** Uploads stand beside the entities, and files behind their records: neither may be there twice. */
function takenAddress({ entities, apis }: ModelIR, entity: EntityIR): Refusal[] {
  if (!apis.rest || !entities.some((one) => fileFields(one).length > 0)) return []
  const path = entity.rest?.path ?? ''
  const fields = fileFields(entity).filter(({ name }) => recordPaths.includes(name))
  return [
    ...(uploadPaths.includes(path)
      ? [
          refusal('CAM408', [entity.name], {
            message: `Files are uploaded to /api/${path}, so ${entity.name} cannot stand there`,
            hint: "Give it another path: api: { path: 'documents' }",
          }),
        ]
      : []),
    ...fields.map((field) =>
      refusal('CAM408', fieldPath(entity, field), {
        message: `Something else stands at /api/${path}/:id/${field.name}`,
        hint: 'Choose another name for the field',
      }),
    ),
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
