import type { EntityIR, FieldIR } from '@cambium/model'
import { isBroughtKey, isIntegerKey } from '@cambium/model/keys'
import {
  code,
  literal,
  memberOf,
  type Part,
  propertyKey,
  stringLiteral,
} from '../../print/index.ts'
import { isRequiredOnCreate, recordFields } from '../entity-fields.ts'
import type { EntityPlan, ProjectPlan } from '../project-names.ts'
import * as runtime from '../runtime-names.ts'

/** The function that makes the complete record of a create: what was given, and defaults for the rest. */
export function newRecord(project: ProjectPlan, plan: EntityPlan): Part {
  const fields = recordFields(plan.entity).map((field) => ({
    key: propertyKey(field.name),
    value: initialValue(project, plan.entity, field),
  }))
  const used = ['input', 'caller', 'now', 'tenant'].filter((name) =>
    fields.some(({ value }) => value.uses.includes(name)),
  )
  const parameter = used.length > 0 ? `{ ${used.join(', ')} }` : ''
  return code`
    (${parameter}) => ({
      ${fields.map(({ key, value }) => code`${key}: ${value.part},${value.note ? ` // ${value.note}` : ''}`)}
    })
  `
}

interface InitialValue {
  part: Part
  /** Names of the function's parameter that the value reads. */
  uses: string[]
  /** Why the value is there. */
  note?: string
}

function initialValue(project: ProjectPlan, entity: EntityIR, field: FieldIR): InitialValue {
  if (field.origin === 'system') return systemValue(entity, field)
  if (field.computed) return computedValue(field)
  if (field.reference?.fields)
    return { part: field.nullable ? 'null' : "''", uses: [], note: 'made of its fields' }
  const given = memberOf('input', field.name)
  if (isRequiredOnCreate(field)) return { part: given, uses: ['input'] }
  if (field.default && 'server' in field.default) {
    return serverDefault(project, field, { given, server: field.default.server })
  }
  if (field.slugFrom) return slugValue(entity, field, { given, source: field.slugFrom })
  const value = field.default && 'literal' in field.default ? field.default.literal : null
  if (value === null && !field.nullable) {
    const missing = runtime.operation.value('missingValue')
    const words = stringLiteral(`${entity.name}.${field.name}`)
    return { part: code`${given} ?? ${missing}(${words})`, uses: ['input'] }
  }
  if (value !== null && field.nullable) {
    return { part: `${given} === undefined ? ${literal(value)} : ${given}`, uses: ['input'] }
  }
  return { part: `${given} ?? ${literal(value)}`, uses: ['input'] }
}

function systemValue(entity: EntityIR, field: FieldIR): InitialValue {
  switch (field.name) {
    case 'id':
      return keyValue(entity)
    case 'version':
      return { part: '1', uses: [] }
    case 'tenantId':
      return {
        part: field.value === 'integer' ? 'Number(tenant)' : 'String(tenant)',
        uses: ['tenant'],
      }
    case 'deletedAt':
      return { part: 'null', uses: [] }
    case 'emailVerified':
    case 'twoFactorEnabled':
    case 'isAnonymous':
      return { part: `input.${field.name} ?? false`, uses: ['input'] }
    default:
      return { part: 'now', uses: ['now'] }
  }
}

function keyValue({ key }: EntityIR): InitialValue {
  if (key.kind === 'composite') return { part: "''", uses: [], note: 'made of the key' }
  if (key.kind === 'serial') return { part: '0', uses: [], note: 'the database counts it' }
  if (isBroughtKey(key)) return { part: 'input.id', uses: ['input'] }
  const maker = runtime.id.value(key.kind === 'nanoid' ? 'newNanoid' : 'newId')
  return { part: code`input.id ?? ${maker}()`, uses: ['input'] }
}

/** What stands in the record until it is worked out: by \`derive\`, or by the database when it is read. */
function computedValue(field: FieldIR): InitialValue {
  const value = field.nullable ? 'null' : emptyValues[field.value]
  return { part: value, uses: [], note: 'computed' }
}

const emptyValues = {
  string: "''",
  integer: '0',
  number: '0',
  decimal: "'0'",
  bigint: "'0'",
  boolean: 'false',
  date: "''",
  instant: "''",
  json: 'null',
} as const

function serverDefault(
  project: ProjectPlan,
  field: FieldIR,
  { given, server }: { given: string; server: 'now' | 'currentUser' | 'uuid' },
): InitialValue {
  if (server === 'uuid') {
    return orDefault(field, { given, value: code`${runtime.id.value('newId')}()`, uses: ['input'] })
  }
  if (server === 'now') {
    const uses = ['input', 'now']
    if (field.value === 'date') return orDefault(field, { given, value: 'now.slice(0, 10)', uses })
    if (field.kind === 'time') return orDefault(field, { given, value: 'now.slice(11, 19)', uses })
    return orDefault(field, { given, value: 'now', uses })
  }
  return orDefault(field, { given, value: currentUser(project, field), uses: ['input', 'caller'] })
}

/** The caller's id in the form of the key it refers to; without a caller null, or a refusal where one is needed. */
function currentUser(project: ProjectPlan, field: FieldIR): Part {
  const target = field.reference && project.of(field.reference.target).entity
  const isSerial = target !== null && isIntegerKey(target.key)
  const needed = code`${runtime.access.value('signedInId')}(caller)`
  if (!field.nullable) return isSerial ? code`Number(${needed})` : needed
  return isSerial ? '(Number(caller.id) || null)' : 'caller.id'
}

/** Null is a value that a caller may choose where the field takes it. */
function orDefault(
  field: FieldIR,
  { given, value, uses }: { given: string; value: Part; uses: string[] },
): InitialValue {
  if (!field.nullable) return { part: code`${given} ?? ${value}`, uses }
  return { part: code`${given} === undefined ? ${value} : ${given}`, uses }
}

function slugValue(
  entity: EntityIR,
  field: FieldIR,
  { given, source }: { given: string; source: string },
): InitialValue {
  const from = entity.fields.find(({ name }) => name === source)
  const text = memberOf('input', source)
  const max = field.limits.max === undefined ? '' : `, ${field.limits.max}`
  const words = from && isRequiredOnCreate(from) ? text : `${text} ?? ''`
  const slug = code`${runtime.schema.value('slugify')}(${words}${max}) || ${runtime.id.value('newId')}()`
  return orDefault(field, { given, value: slug, uses: ['input'] })
}
