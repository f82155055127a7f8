import { basename, relative, resolve } from 'node:path'
import {
  checkoutPackages,
  createProject,
  isFreeFolder,
  readTemplate,
  templates,
} from '../../project/index.ts'
import { nearestName } from '../../read/index.ts'
import { type Command, CommandError } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import { isLogicWord, newLogic, wordError } from '../new-logic/index.ts'
import { environmentFile, refuseProjectName } from '../new-project.ts'
import { projectPackage } from '../project-package.ts'

/** `cambium new`: writes a project into a new folder, or a file of logic into a project. */
export const newProject: Command = async (terminal, input) => {
  const { flags, names } = input
  if (names.length === 2) {
    if (isLogicWord(names[0])) return newLogic(terminal, input)
    throw wordError(names[0] ?? '')
  }
  const folder = resolve(terminal.cwd, names[0] ?? '')
  const name = basename(folder)
  refuseProjectName(name)
  const template = templateOf(flags.template)
  if (!isFreeFolder(folder)) {
    throw new CommandError(exitCode.environment, `${folder} is not empty: choose another name`)
  }
  const files = [
    { path: 'package.json', text: projectPackage({ name, folder, version: terminal.version }) },
    { path: '.env', text: environmentFile() },
    ...readTemplate(template, name),
  ]
  createProject(folder, files)
  const linked = checkoutPackages() !== null
  const shown = relative(terminal.cwd, folder) || '.'
  terminal.answer({
    ok: true,
    folder,
    name,
    template,
    linked,
    files: files.map(({ path }) => path),
  })
  terminal.say(`Created ${shown} from the template ${template}, ${files.length} files`)
  if (linked) {
    terminal.say('Its dependencies on Cambium are links to this checkout, which is not published')
  }
  terminal.say(`\n  cd ${shown}\n  npm install\n  npm run generate\n  npm run dev\n`)
  terminal.say(
    'For PostgreSQL: npm install --save-dev @electric-sql/pglite (27 MB), and migrations are tried on it too',
  )
  return exitCode.ok
}

function templateOf(value: unknown): string {
  const template = value === undefined ? 'blank' : String(value)
  if (templates.includes(template)) return template
  const nearest = nearestName(template, templates)
  throw new CommandError(
    exitCode.usage,
    `There is no template '${template}'.${nearest ? ` Did you mean ${nearest}?` : ''} There are ${templates.join(', ')}.`,
  )
}
