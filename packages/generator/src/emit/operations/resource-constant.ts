import type { EntityIR, FieldIR } from '@cambium/model'
import { isBroughtKey, isIntegerKey } from '@cambium/model/keys'
import {
  arrayLines,
  type Code,
  code,
  literal,
  objectLines,
  type Part,
  propertyKey,
  stringLiteral,
  valueName,
} from '../../print/index.ts'
import { indexOrders, pointsOf, searchedFields, searchIndexName } from '../../searching/index.ts'
import type { ExpressionPrinter } from '../expression-printer.ts'
import { fileFields, fileOptions } from '../file-fields.ts'
import { ownerFields } from '../owner-fields.ts'
import type { ProjectPlan } from '../project-names.ts'
import { queryNames } from '../query-names.ts'
import { usesAccessList } from '../record-lists.ts'
import { ruleName } from '../rule-name.ts'
import * as runtime from '../runtime-names.ts'
import { checkLines } from './check-lines.ts'
import { derivedFields } from './derived-fields.ts'
import type { OperationNames } from './emit-operations.ts'
import { relationLines } from './relation-lines.ts'

/** The constant the operations share: everything the pipeline needs to know of the entity. */
export function resourceConstant(
  project: ProjectPlan,
  print: ExpressionPrinter,
  names: OperationNames,
): Code {
  const { plan, queries, record } = names
  const { entity, files } = plan
  const functions = queryNames(entity)
  const { list } = entity
  const members: Part[] = [
    `name: ${stringLiteral(entity.name)}`,
    `words: ${stringLiteral(entity.names.words)}`,
    `table: ${stringLiteral(entity.table)}`,
    code`columns: ${queries}.${plan.columns}`,
    code`fields: ${valueName(files.schema, plan.fields)}`,
    code`required: ${valueName(files.schema, plan.required)}`,
    isIntegerKey(entity.key) && "key: 'integer'",
    entity.key.kind === 'nanoid' && "key: 'nanoid'",
    entity.key.kind === 'text' && "key: 'text'",
    isBroughtKey(entity.key) && 'brought: true',
    code`read: ${queries}.${ruleName(entity, 'read')}`,
    code`list: ${queries}.${functions.list}`,
    code`count: ${queries}.${functions.count}`,
    code`find: ${queries}.${functions.find}`,
    code`sort: ${arrayOnLine(list.sort.map((key) => literal(key)))}`,
    `pageSize: ${list.pageSize}`,
    `maxPageSize: ${list.maxPageSize}`,
    indexLines(entity),
    list.count !== 'none' && `countByDefault: ${stringLiteral(list.count)}`,
    tenantOf(project, entity),
    entity.versioned && 'versioned: true',
    entity.softDelete && 'softDelete: true',
    !entity.timestamps && 'timestamps: false',
    entity.history && 'history: true',
    usesAccessList(entity) && 'accessList: true',
    entity.share && code`share: ${queries}.${ruleName(entity, 'share')}`,
    owners(entity),
    group('relations', relationLines(project, plan)),
    ...fileLines(names),
    searched(entity),
    group('points', pointLines(entity)),
    ...transitions(entity.fields),
    group('fieldRules', fieldRules(names)),
    checks(print, names),
    derivedFields(plan, print),
  ]
  return code`
    /** What the operations below have in common. */
    export const ${plan.resource}: ${runtime.operation.type('Resource')}<${record}> = ${objectLines(members.filter(Boolean))}
  `
}

/** The field that says whose a record is; of a tenant it is the id. */
function tenantOf({ model }: ProjectPlan, entity: EntityIR): Part {
  if (model.tenancy?.entity === entity.name) return "tenant: 'id'"
  return entity.tenant && "tenant: 'tenantId'"
}

function owners(entity: EntityIR): Part {
  const fields = ownerFields(entity).map(stringLiteral)
  return fields.length > 0 && `owners: ${arrayOnLine(fields)}`
}

function searched(entity: EntityIR): Part {
  const fields = searchedFields(entity).map(
    ({ name, weight }) => `${propertyKey(name)}: ${stringLiteral(weight)}`,
  )
  if (fields.length === 0) return false
  const name = `name: ${stringLiteral(searchIndexName(entity))}`
  return code`search: ${objectLines([name, code`fields: ${objectLines(fields)}`])}`
}

/** The fields of each index, as `sort` names them. */
function indexLines(entity: EntityIR): Part {
  const orders = indexOrders(entity).map((order) => arrayOnLine(order.map(stringLiteral)))
  return orders.length > 0 && code`indexes: ${arrayLines(orders)}`
}

/** The places, each with its index. */
function pointLines(entity: EntityIR): string[] {
  return pointsOf(entity).map(
    ({ name, index }) =>
      `${propertyKey(name)}: { index: ${index === null ? 'null' : stringLiteral(index)} }`,
  )
}

/** What each field for files takes, and who may upload any. */
function fileLines({ plan, queries }: OperationNames): Part[] {
  const { entity } = plan
  const lines = fileFields(entity).map((field) => {
    const { many, image, maxBytes, types, thumbs, public: isPublic } = fileOptions(field)
    const options = {
      many,
      ...(image && { image }),
      ...(maxBytes !== null && { maxBytes }),
      ...(types.length > 0 && { types: [...types] }),
      ...(thumbs.length > 0 && { thumbs: [...thumbs] }),
      ...(isPublic && { public: isPublic }),
    }
    return `${propertyKey(field.name)}: ${literal(options)}`
  })
  if (lines.length === 0) return []
  const writes = entity.operations.filter((name) => name === 'create' || name === 'update')
  const rules = writes.map((name) => code`${queries}.${ruleName(entity, name)}`)
  return [group('files', lines), rules.length > 0 && code`uploads: ${arrayLines(rules)}`]
}

function arrayOnLine(items: readonly string[]): string {
  return `[${items.join(', ')}]`
}

function group(name: string, lines: readonly Part[]): Part {
  return lines.length > 0 && code`${name}: ${objectLines(lines)}`
}

function transitions(fields: readonly FieldIR[]): Part[] {
  const states = fields.filter(({ choice }) => choice?.transitions)
  const moves = states.map((field) => {
    const from = Object.entries(field.choice?.transitions ?? {})
    return code`${propertyKey(field.name)}: ${objectLines(from.map(([state, to]) => `${propertyKey(state)}: ${literal(to)}`))}`
  })
  const first = states.flatMap((field) =>
    field.default && 'literal' in field.default
      ? [`${propertyKey(field.name)}: ${literal(field.default.literal)}`]
      : [],
  )
  return [group('transitions', moves), group('initial', first)]
}

function fieldRules({ plan, queries }: OperationNames): Part[] {
  const { entity } = plan
  return entity.fieldAccess
    .filter(({ read, write }) => read ?? write)
    .map(({ field, read, write }) => {
      const rules = [
        ...(read ? [code`read: ${queries}.${ruleName(entity, 'read', field)}`] : []),
        ...(write ? [code`write: ${queries}.${ruleName(entity, 'write', field)}`] : []),
      ]
      const [first, second] = rules
      return code`${propertyKey(field)}: { ${first}${second ? code`, ${second}` : ''} }`
    })
}

function checks(print: ExpressionPrinter, { plan }: OperationNames): Part {
  const lines = checkLines(plan, print)
  return lines.length > 0 && code`checks: ${arrayLines(lines)}`
}
