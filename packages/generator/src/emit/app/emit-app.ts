import type { ModelIR } from '@cambium/model'
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
          root: new URL('..', import.meta.url),
          storageHash: ${jsonName(schemaHashesPath, 'schema')}.storage,
          entities: ${arrayLines(entities.map(resource))},
          routes: ${arrayLines(served.map(({ files, routes }) => valueName(files.routes, routes)))},
          ${accountsPart(model)}
          ${valueName('src/all.hooks.ts', 'allHooks')},
        })
      `,
    ],
  })
  return { path, text, owned: false }
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
