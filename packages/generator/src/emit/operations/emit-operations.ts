import {
  type Code,
  code,
  moduleName,
  type Name,
  type Part,
  paragraphs,
  printSource,
  stringLiteral,
  typeName,
  valueName,
} from '../../print/index.ts'
import type { EmittedFile } from '../emitted-file.ts'
import type { ExpressionPrinter } from '../expression-printer.ts'
import { headerOf } from '../header.ts'
import type { EntityPlan, ProjectPlan } from '../project-names.ts'
import { queryNames, upsertField } from '../query-names.ts'
import { ruleName } from '../rule-name.ts'
import * as runtime from '../runtime-names.ts'
import { newRecord } from './new-record.ts'
import { resourceConstant } from './resource-constant.ts'

/** What the functions of one operations file are printed with. */
export interface OperationNames {
  plan: EntityPlan
  queries: Name
  record: Name
  create: Name
  update: Name
  hooks: Name
}

/** `x.operations.gen.ts`: the resource, and the five operations every API calls. */
export function emitOperations(
  project: ProjectPlan,
  plan: EntityPlan,
  print: ExpressionPrinter,
): EmittedFile {
  const { files } = plan
  const names: OperationNames = {
    plan,
    queries: moduleName(files.queries, 'queries'),
    record: typeName(files.schema, plan.record),
    create: typeName(files.schema, plan.create),
    update: typeName(files.schema, plan.update),
    hooks: valueName(files.hooks, plan.hooks),
  }
  const functions = queryNames(plan.entity)
  const text = printSource({
    path: files.operations,
    header: headerOf(plan),
    declares: [
      plan.resource,
      functions.list,
      functions.get,
      functions.create,
      functions.update,
      functions.delete,
      ...(upsertField(plan.entity) === null ? [] : [functions.upsert]),
    ],
    body: [
      resourceConstant(project, print, names),
      paragraphs([
        listOperation(names, functions.list),
        getOperation(names, functions.get),
        createOperation(names, newRecord(project, plan)),
        updateOperation(names),
        deleteOperation(names, functions.delete),
        ...upsertOperation(names),
      ]),
    ],
  })
  return { path: files.operations, text, owned: false }
}

function listOperation({ plan, record, hooks }: OperationNames, name: string): Code {
  return code`
    export const ${name}: ${runtime.operation.type('ListOperation')}<${record}> = ${runtime.operation.value('defineList')}(${plan.resource}, {
      hooks: ${hooks}.list,
    })
  `
}

function getOperation({ plan, record, hooks }: OperationNames, name: string): Code {
  return code`
    export const ${name}: ${runtime.operation.type('GetOperation')}<${record}> = ${runtime.operation.value('defineGet')}(${plan.resource}, {
      hooks: ${hooks}.get,
    })
  `
}

function createOperation(names: OperationNames, values: Part): Code {
  const { plan, queries, record, create, hooks } = names
  const { create: name, insert } = queryNames(plan.entity)
  const type = code`${runtime.operation.type('CreateOperation')}<${record}, ${create}>`
  return code`
    export const ${name}: ${type} = ${runtime.operation.value('defineCreate')}(${plan.resource}, {
      rule: ${queries}.${ruleName(plan.entity, 'create')},
      hooks: ${hooks}.create,
      record: ${values},
      insert: ${queries}.${insert},
    })
  `
}

function updateOperation({ plan, queries, record, update, hooks }: OperationNames): Code {
  const { update: name } = queryNames(plan.entity)
  const type = code`${runtime.operation.type('UpdateOperation')}<${record}, ${update}>`
  return code`
    export const ${name}: ${type} = ${runtime.operation.value('defineUpdate')}(${plan.resource}, {
      rule: ${queries}.${ruleName(plan.entity, 'update')},
      hooks: ${hooks}.update,
      update: ${queries}.${name},
    })
  `
}

function deleteOperation({ plan, queries, record, hooks }: OperationNames, name: string): Code {
  return code`
    export const ${name}: ${runtime.operation.type('DeleteOperation')}<${record}> = ${runtime.operation.value('defineDelete')}(${plan.resource}, {
      rule: ${queries}.${ruleName(plan.entity, 'delete')},
      hooks: ${hooks}.delete,
      delete: ${queries}.${name},
    })
  `
}

function upsertOperation({ plan, record, create }: OperationNames): Code[] {
  const field = upsertField(plan.entity)
  if (field === null) return []
  const functions = queryNames(plan.entity)
  const upsert = code`
    export const ${functions.upsert}: ${runtime.operation.type('UpsertOperation')}<${record}, ${create}> = ${runtime.operation.value('defineUpsert')}(${plan.resource}, {
      by: ${stringLiteral(field)},
      get: ${functions.get},
      create: ${functions.create},
      update: ${functions.update},
    })
  `
  return [upsert]
}
