import type { ChoiceIR, ElementIR, FieldIR, KeyIR } from '@cambium/model'
import { isIntegerKey } from '@cambium/model/keys'
import { code, type Part, stringLiteral } from '../print/index.ts'
import { fileOptions, isFileField } from './file-fields.ts'
import type { EntityPlan } from './project-names.ts'
import * as runtime from './runtime-names.ts'

/** The TypeScript type of a field's value, without null. */
export function valueType(plan: EntityPlan, field: FieldIR): string {
  if (field.choice) return plan.choiceType(field)
  if (field.kind === 'computed') return computedType(plan, field)
  if (field.kind === 'point') return '{ lat: number; lng: number }'
  if (field.element) return listType(plan, field, field.element)
  return plainTypes[field.value]
}

/** The type of what a record holds, with null where the field may hold none. */
export function fieldType(plan: EntityPlan, field: FieldIR): Part {
  return isFileField(field) ? fileType(field, 'FileValue') : plainType(plan, field)
}

/** The type of what a caller may send. */
export function inputType(plan: EntityPlan, field: FieldIR): Part {
  return isFileField(field) ? fileType(field, 'FileInput') : plainType(plan, field)
}

function fileType(field: FieldIR, name: 'FileValue' | 'FileInput'): Part {
  const type = runtime.files.type(name)
  if (fileOptions(field).many) return code`${type}[]`
  return field.nullable ? code`${type} | null` : code`${type}`
}

function plainType(plan: EntityPlan, field: FieldIR): string {
  const type = valueType(plan, field)
  return field.nullable && type !== 'unknown' ? `${type} | null` : type
}

/** The type of a value that is passed and not kept. */
export function passedType(field: FieldIR): string {
  const type = passedValue(field)
  return field.nullable && type !== 'unknown' ? `${type} | null` : type
}

function passedValue({ kind, choice, element, value }: FieldIR): string {
  if (choice) return choiceMembers(choice).join(' | ')
  if (kind === 'point') return '{ lat: number; lng: number }'
  if (element?.choice) return `(${choiceMembers(element.choice).join(' | ')})[]`
  return element ? `${plainTypes[element.value]}[]` : plainTypes[value]
}

/** The type of an entity's ids. */
export function keyType(key: KeyIR): 'string' | 'number' {
  return isIntegerKey(key) ? 'number' : 'string'
}

/** The values of a choice as the members of a union. */
export function choiceMembers(choice: ChoiceIR): string[] {
  return choice.values.map(stringLiteral)
}

function computedType(plan: EntityPlan, field: FieldIR): string {
  return field.element?.choice ? plan.choiceType(field) : plainTypes[field.value]
}

function listType(plan: EntityPlan, field: FieldIR, element: ElementIR): string {
  if (element.choice) return `${plan.choiceType(field)}[]`
  if (element.kind === 'point') return '{ lat: number; lng: number }[]'
  return `${plainTypes[element.value]}[]`
}

const plainTypes = {
  string: 'string',
  integer: 'number',
  number: 'number',
  decimal: 'string',
  bigint: 'string',
  boolean: 'boolean',
  date: 'string',
  instant: 'string',
  json: 'unknown',
} as const
