import { createProject, readGeneratedModel } from '../../project/index.ts'
import { type LogicFolder, logicFolders, nearestName, readText } from '../../read/index.ts'
import { CommandError, type CommandInput, type Terminal } from '../command.ts'
import { type ExitCode, exitCode } from '../exit-code.ts'
import { requireProject } from '../require-project.ts'
import { logicFile } from './logic-file.ts'

const words: { readonly [word: string]: LogicFolder['kind'] } = {
  function: 'function',
  job: 'job',
  event: 'handler',
  workflow: 'workflow',
  mail: 'mail',
}

/** Whether `cambium new WORD NAME` asks for a file in a project, and not for a project. */
export function isLogicWord(word: string | undefined): word is string {
  return word !== undefined && Object.hasOwn(words, word)
}

/** `cambium new job NAME` and its kin: writes a file to begin with; never over one that is there. */
export function newLogic(terminal: Terminal, { flags, names }: CommandInput): ExitCode {
  const [word = '', given = ''] = names
  const project = requireProject(terminal.cwd)
  const folder = logicFolders.find(({ kind }) => kind === words[word])
  if (folder === undefined) throw wordError(word)
  if (flags.on !== undefined && word !== 'event') {
    throw new CommandError(exitCode.usage, '--on says what an event handler waits for')
  }
  const name = nameOf(given)
  const event = String(flags.on ?? `${firstEntity(project)}.created`)
  const file = logicFile(folder, name, event)
  if (readText(project, file.path) !== null) {
    throw new CommandError(exitCode.environment, `${file.path} is there already`)
  }
  createProject(project, [file])
  terminal.answer({ ok: true, kind: word, name, file: file.path })
  terminal.say(`Created ${file.path}`)
  terminal.say('cambium generate, or a running cambium dev, makes it a part of the application')
  return exitCode.ok
}

/** Says which words there are. */
export function wordError(word: string): CommandError {
  const nearest = nearestName(word, Object.keys(words))
  const meant = nearest === null ? '' : ` Did you mean ${nearest}?`
  return new CommandError(
    exitCode.usage,
    `There is no kind of file '${word}'.${meant} There are ${Object.keys(words).join(', ')}.`,
  )
}

/** The name in camelCase, however its words were joined. */
function nameOf(given: string): string {
  const name = given
    .replace(/[-_ ]+(.)?/g, (_, next: string = '') => next.toUpperCase())
    .replace(/^[A-Z]/, (first) => first.toLowerCase())
  if (/^[a-z][A-Za-z0-9]*$/.test(name) && name.length <= 60) return name
  throw new CommandError(
    exitCode.usage,
    `'${given}' cannot be its name: letters and digits, a letter first, such as printSales`,
  )
}

/** Events are called after entities. */
function firstEntity(project: string): string {
  const name = readGeneratedModel(project)?.model.entities[0]?.name ?? 'Order'
  return `${name.charAt(0).toLowerCase()}${name.slice(1)}`
}
