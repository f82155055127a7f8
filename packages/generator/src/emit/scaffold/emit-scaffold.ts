import { code, type Part, printSource, stringLiteral, valueName } from '../../print/index.ts'
import { accountMails } from '../account-mails.ts'
import type { EmittedFile } from '../emitted-file.ts'
import type { EntityPlan, ProjectPlan } from '../project-names.ts'
import * as runtime from '../runtime-names.ts'

/** The files that are the user's from the start: hooks that do nothing yet, the entry point, an empty seed, mails. */
export function emitScaffold(project: ProjectPlan): EmittedFile[] {
  return [
    ...project.entities.map(hooksFile),
    owned('src/all.hooks.ts', [
      code`
        /** Runs around the operations of every entity. */
        export const allHooks = ${runtime.hooks.value('hooks')}('*', {})
      `,
    ]),
    owned('src/main.ts', [
      code`await ${runtime.app.value('run')}(${valueName('src/app.gen.ts', 'app')}, { ${valueName('src/seed.ts', 'seed')} })`,
    ]),
    owned('src/seed.ts', [
      code`
        /** Fills an empty database: \`node src/main.ts seed\`. */
        export const seed: ${runtime.app.type('Seed')} = async () => {}
      `,
    ]),
    ...mailFiles(project),
  ]
}

function mailFiles({ model }: ProjectPlan): EmittedFile[] {
  return model.entities.flatMap(({ accounts }) =>
    accounts ? accountMails(accounts).map(({ path, text }) => ({ path, text, owned: true })) : [],
  )
}

function hooksFile({ entity, files, hooks }: EntityPlan): EmittedFile {
  return owned(files.hooks, [
    code`export const ${hooks} = ${runtime.hooks.value('hooks')}(${stringLiteral(entity.name)}, {})`,
  ])
}

function owned(path: string, body: readonly Part[]): EmittedFile {
  return { path, text: printSource({ path, header: null, declares: [], body }), owned: true }
}
