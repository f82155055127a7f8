import type { FieldIR } from '@cambium/model/ir'
import type { Facts } from '../flow/index.ts'
import {
  adoptedForm,
  adoptedType,
  type ExpressionType,
  type PathExpr,
  resolvePath,
} from '../schema/index.ts'
import type { CheckContext } from './check-context.ts'

/** Checks a path whose value is used. */
export function checkPath(context: CheckContext, path: PathExpr, facts: Facts): ExpressionType {
  checkSteps(context, path, facts)
  const type = context.typeOf(path)
  if (type.kind === 'record') {
    context.refuse('recordAsValue', path, {
      message: `${context.words(path)} is a record and not a value`,
      hint: 'compare its id, or one of its fields',
    })
    return { kind: 'unknown' }
  }
  if (type.kind === 'many') {
    context.refuse('recordAsValue', path, {
      message: `${context.words(path)} leads to many records`,
      hint: `write ${context.words(path)}.some((x) => ...) or ${context.words(path)}.count()`,
    })
    return { kind: 'unknown' }
  }
  const reason =
    type.kind === 'value' && type.field !== null
      ? unusable(type.field, context.inMemory && path.path.length === 1)
      : null
  if (reason === null) return type
  context.refuse('unusableField', path, { message: `${context.words(path)} ${reason}` })
  return { kind: 'unknown' }
}

/** Checks a path that is compared with null: records and stored fields of any kind may be. */
export function checkPathForNull(context: CheckContext, path: PathExpr, facts: Facts): void {
  checkSteps(context, path, facts)
  const type = context.typeOf(path)
  const isBase = path.path.length === 0 && path.base !== 'previous'
  if (type.kind === 'many' || isBase || path.base === 'ctx') {
    context.refuse('recordAsValue', path, {
      message: `${context.words(path)} is never null`,
      ...(type.kind === 'many' && { hint: `write ${context.words(path)}.count() === 0` }),
    })
    return
  }
  const field = type.kind === 'value' ? type.field : null
  if (field?.kind !== 'computed') return
  context.refuse('unusableField', path, { message: `${context.words(path)} is computed` })
}

/** Checks what leads to a to-many relation. */
export function checkSteps(context: CheckContext, path: PathExpr, facts: Facts): void {
  const { start, segments } = context.marks.of(path)
  for (const [index, name] of path.path.entries()) {
    const segment = segments[index]
    if (segment?.optional === true || !context.flow.missingBefore(path, index, facts)) continue
    const before = wordsBefore(context, path, index)
    context.problems.refuse('nullRelation', segment?.offset ?? start, {
      message: `${before} may be null${whyNull(context, path, index)}, and then .${name} fails`,
      hint: `write ${before}?.${name}, or test ${before} !== null first`,
    })
  }
}

function whyNull(context: CheckContext, path: PathExpr, index: number): string {
  if (index === 0) return ' when the record is created'
  const before = resolvePath(context.schema, context.bases, {
    ...path,
    path: path.path.slice(0, index),
  })
  const hop = before?.hops.at(-1)
  if (hop === undefined || hop.side === 'there' || hop.key.nullable) return ''
  const { softDelete, names } = hop.target
  return softDelete
    ? `, because a deleted ${names.words} is not seen`
    : `, because a ${names.words} of another tenant is not seen`
}

const unusableKinds = ['json', 'list', 'point', 'file', 'image', 'vector', 'password', 'secret']

function unusable(field: FieldIR, inMemory: boolean): string | null {
  if (field.kind === 'computed') return 'is computed: rules use the fields it is made of'
  if (field.encrypted || field.kind === 'secret')
    return 'is encrypted, so its value cannot be compared'
  if (!inMemory && adoptedForm(field) === null) {
    return `is kept as "${adoptedType(field.extra)}" in the adopted database, in a form that rules cannot read`
  }
  if (unusableKinds.includes(field.kind) || field.value === 'json') {
    return `is of kind ${field.kind}, which can only be compared with null`
  }
  return null
}

/** What stands before a name of a path, as it was written. */
function wordsBefore(context: CheckContext, path: PathExpr, index: number): string {
  const { start, segments } = context.marks.of(path)
  const end = segments[index]?.offset ?? start
  return context.text.slice(start, end).replace(/\s*\??\.\s*$/, '')
}
