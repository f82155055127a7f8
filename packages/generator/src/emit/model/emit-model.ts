import { mayBeUnseen } from '@cambium/model/check'
import {
  type Code,
  code,
  type Name,
  type Part,
  printSource,
  propertyKey,
  stringLiteral,
  typeName,
} from '../../print/index.ts'
import type { EmittedFile } from '../emitted-file.ts'
import { withArticle } from '../header.ts'
import type { EntityPlan, ProjectPlan } from '../project-names.ts'
import * as runtime from '../runtime-names.ts'

const path = 'src/model.gen.ts'

/**
 * Names that mean something else inside a `declare module` block, where the exports of that module come first: an entity
 * of that name is imported under another.
 */
const namesInside = [
  'AccessEntry',
  'AnyInput',
  'CreateHooks',
  'Db',
  'DeclaredEvent',
  'DeleteHooks',
  'EntityHooks',
  'EntityName',
  'EntityTypes',
  'FunctionInput',
  'FunctionName',
  'FunctionOutput',
  'Functions',
  'GetHooks',
  'HookContext',
  'HooksOf',
  'ListHooks',
  'LogicShape',
  'MailData',
  'MailName',
  'PushMessage',
  'Register',
  'Registered',
  'RegisteredHandler',
  'Repository',
  'SendMail',
  'SendPush',
  'Senders',
  'System',
  'UpdateHooks',
]

/** `src/model.gen.ts`: the record types, registered for the model language and for the hooks. */
export function emitModel(project: ProjectPlan): EmittedFile {
  const { entities, model } = project
  const roles = model.roles.map(stringLiteral).join(' | ')
  const text = printSource({
    path,
    header: 'Generated from the models. Do not edit: change the models instead.',
    declares: entities.map(({ row }) => row),
    foreign: namesInside.map(runtime.hooks.type),
    body: [
      ...entities.map((plan) => rowInterface(project, plan)),
      code`
        declare module '@cambium/model' {
          interface Register {
            rows: {
              ${entities.map(({ entity, row }) => `${propertyKey(entity.name)}: ${row}`)}
            }
            roles: ${roles}
          }
        }
      `,
      code`
        declare module '@cambium/runtime/hooks' {
          interface Register {
            entities: {
              ${entities.map((plan) => entityTypes(project, plan))}
            }
            roles: ${roles}
          }
        }
      `,
    ],
  })
  return { path, text, owned: false }
}

function rowInterface(project: ProjectPlan, plan: EntityPlan): Code {
  const { entity } = plan
  const relations = relationLines(project, plan)
  const doc = `/** ${capital(withArticle(entity.names.words))} in a rule: its fields, and the way to everything related. */`
  if (relations.length === 0) {
    return code`
      ${doc}
      export type ${plan.row} = ${recordOf(plan)}
    `
  }
  return code`
    ${doc}
    export interface ${plan.row} extends ${recordOf(plan)} {
      ${relations}
    }
  `
}

function relationLines(project: ProjectPlan, { entity }: EntityPlan): Part[] {
  const many = typeName('@cambium/model', 'Many')
  const line = (name: string, type: Part): Part => code`${propertyKey(name)}: ${type}`
  const rowOf = (target: string): string => project.of(target).row
  const { entities } = project.model
  return [
    ...entity.fields.flatMap((field) => {
      const { reference, nullable } = field
      if (!reference) return []
      // What is there and not seen is nothing to who looks.
      const mayBeNothing = nullable || mayBeUnseen(field, entity, entities)
      return [
        line(reference.relation, `${rowOf(reference.target)}${mayBeNothing ? ' | null' : ''}`),
      ]
    }),
    ...entity.manyToMany.map(({ name, target }) => line(name, code`${many}<${rowOf(target)}>`)),
    ...entity.inverses.map(({ name, source, kind }) =>
      line(name, kind === 'one' ? `${rowOf(source)} | null` : code`${many}<${rowOf(source)}>`),
    ),
  ]
}

function entityTypes(project: ProjectPlan, plan: EntityPlan): Part {
  const { files, entity } = plan
  const create = typeName(files.schema, plan.create)
  const update = typeName(files.schema, plan.update)
  const relations = relatedRecords(project, plan)
  // Not imported: inside the block the name is the module's own.
  const types = code`${propertyKey(entity.name)}: EntityTypes<${recordOf(plan)}, ${create}, ${update}`
  if (relations.length === 0) return code`${types}>`
  return code`
    ${types}, {
      ${relations}
    }>
  `
}

/** The record at the other end of each relation, for conditions on it. */
function relatedRecords(project: ProjectPlan, { entity }: EntityPlan): Part[] {
  const line = (name: string, target: string): Part =>
    code`${propertyKey(name)}: ${recordOf(project.of(target))}`
  return [
    ...entity.fields.flatMap(({ reference }) =>
      reference ? [line(reference.relation, reference.target)] : [],
    ),
    ...entity.manyToMany.map(({ name, target }) => line(name, target)),
    ...entity.inverses.map(({ name, source }) => line(name, source)),
  ]
}

function recordOf(plan: EntityPlan): Name {
  return typeName(plan.files.schema, plan.record, `${plan.record}Record`)
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
