import type { LogicFileIR, ModelIR } from '@cambium/model'
import {
  arrayLines,
  code,
  jsonName,
  literal,
  moduleName,
  type Part,
  printSource,
  stringLiteral,
  valueName,
} from '../../print/index.ts'
import { accountMails } from '../account-mails.ts'
import type { EmittedFile } from '../emitted-file.ts'
import type { CalledPlan, LogicPlan } from '../logic-plan.ts'
import type { EntityPlan, ProjectPlan } from '../project-names.ts'
import { queryNames } from '../query-names.ts'
import * as runtime from '../runtime-names.ts'
import { schemaHashesPath } from '../schema-hashes.ts'

const path = 'src/app.gen.ts'

/** `src/app.gen.ts`: every resource registered, in model order. */
export function emitApp(project: ProjectPlan): EmittedFile {
  const { model, entities } = project
  const served = entities.filter(({ entity }) => entity.rest !== null && model.apis.rest)
  const text = printSource({
    path,
    header:
      'Generated from the models. Do not edit: settings go in cambium.config.ts, logic in hooks.',
    declares: ['app'],
    body: [
      code`
        export const app: ${runtime.app.type('App')} = ${runtime.app.value('defineApp')}({
          name: ${stringLiteral(model.name)},
          roles: ${literal(model.roles)},
          ${model.roleSettings && code`roleSettings: ${literal(model.roleSettings)},`}
          ${onlyDatabase(model)}
          root: new URL('..', import.meta.url),
          storageHash: ${jsonName(schemaHashesPath, 'schema')}.storage,
          entities: ${arrayLines(entities.map(resource))},
          routes: ${arrayLines(served.map(({ files, routes }) => valueName(files.routes, routes)))},
          ${accountsPart(model)}
          ${logicParts(project)}
          ${model.webhooks && code`webhooks: ${literal(model.webhooks)},`}
          ${model.push && 'push: true,'}
          ${valueName('src/all.hooks.ts', 'allHooks')},
        })
      `,
    ],
  })
  return { path, text, owned: false }
}

/** A project for one kind of database says so when it is started on another. */
function onlyDatabase({ extra: { databases } }: ModelIR): Part {
  return (
    Array.isArray(databases) && databases.length === 1 && code`databases: ${literal(databases)},`
  )
}

function resource(plan: EntityPlan): Part {
  const operations = moduleName(plan.files.operations, plan.entity.names.camelPlural)
  const names = queryNames(plan.entity)
  return code`
    ${runtime.operation.value('register')}({
      resource: ${operations}.${plan.resource},
      list: ${operations}.${names.list},
      get: ${operations}.${names.get},
      create: ${operations}.${names.create},
      update: ${operations}.${names.update},
      delete: ${operations}.${names.delete},
    })
  `
}

/** What the project does beside keeping records; each list that has something in it. */
function logicParts({ logic }: ProjectPlan): Part[] {
  if (!logic) return []
  const shape = (name: string): Part => valueName(logic.path, name)
  const called = [...logic.functions, ...logic.jobs, ...logic.workflows].map((plan) => {
    const { name, file } = plan.ir
    return {
      plan,
      entry: code`{ definition: ${valueName(file, name)}, shape: ${shape(plan.shape)} }`,
    }
  })
  const entries = (plans: readonly CalledPlan<LogicFileIR>[]): Part[] =>
    called.filter(({ plan }) => plans.includes(plan)).map(({ entry }) => entry)
  const lists: [string, Part[]][] = [
    ['functions', entries(logic.functions)],
    ['jobs', entries(logic.jobs)],
    ['workflows', entries(logic.workflows)],
    ['handlers', logic.handlers.map(handlerEntry)],
    ['events', logic.events.map((event) => eventEntry(event, logic.path))],
  ]
  const { mails } = logic
  return [
    ...lists
      .filter(([, list]) => list.length > 0)
      .map(([name, list]) => code`${name}: ${arrayLines(list)},`),
    mails.length > 0 &&
      code`
      mails: {
        ${mails.map(({ name, file }) => code`${valueName(file, name)},`)}
      },
    `,
  ]
}

function handlerEntry({ name, file }: LogicPlan['handlers'][number]): Part {
  return code`{ name: ${stringLiteral(name)}, definition: ${valueName(file, name)} }`
}

function eventEntry({ name, entity, payload }: LogicPlan['events'][number], from: string): Part {
  const told = payload && code`, payload: ${valueName(from, payload.constant)}`
  return code`{ name: ${stringLiteral(name)}, entity: ${stringLiteral(entity)}${told} }`
}

/** Who signs in, how, and what is written to them. */
function accountsPart({ entities }: ModelIR): Part[] {
  const users = entities.find(({ accounts }) => accounts !== undefined)
  if (users?.accounts === undefined) return []
  const { email, methods, signUp, blocked } = users.accounts
  const mails = accountMails(users.accounts)
  return [
    code`
      accounts: {
        entity: ${stringLiteral(users.name)},
        email: ${stringLiteral(email)},
        methods: ${literal(methods)},
        signUp: ${literal(signUp)},
        blocked: ${literal(blocked)},
        mails: {
          ${mails.map(({ path: file, name }) => code`${valueName(file, name)},`)}
        },
      },
    `,
  ]
}
