import { nearestName } from '../../read/index.ts'
import { CommandError, type CommandInput } from '../command.ts'
import { exitCode } from '../exit-code.ts'

const decisions = ['drop', 'rename', 'fill']

/** What each action takes beside --json. */
const flagsOf: { readonly [action: string]: readonly string[] } = {
  plan: [...decisions, 'sql'],
  save: [...decisions, 'data', 'gradual'],
  status: decisions,
  up: ['to', 'no-backup', 'purge'],
  down: ['to', 'steps', 'yes', 'no-backup'],
  purge: ['older-than'],
  check: ['ignore'],
  adopt: ['ignore', 'to'],
  rebase: [...decisions, 'onto'],
  squash: [...decisions, 'from'],
}

/** Throws CommandError for an action that there is not, and for a flag that an action does not take. */
export function checkAction(action: string, { flags }: CommandInput): void {
  const known = Object.keys(flagsOf)
  const own = flagsOf[action]
  if (!own) {
    const nearest = nearestName(action, known)
    const hint = nearest === null ? '' : ` Did you mean ${nearest}?`
    throw new CommandError(
      exitCode.usage,
      `There is no cambium migrate ${action}.${hint} There are: ${known.join(', ')}`,
    )
  }
  const given = Object.keys(flags).filter((flag) => flags[flag] !== undefined && flag !== 'json')
  const foreign = given.find((flag) => !own.includes(flag))
  if (foreign === undefined) return
  const takes = own.length === 0 ? 'no flags' : own.map((flag) => `--${flag}`).join(', ')
  throw new CommandError(
    exitCode.usage,
    `cambium migrate ${action} does not take --${foreign}, but ${takes}`,
  )
}

/** The flags as the project's own program is given them. */
export function passedOn({ flags }: CommandInput): string[] {
  return Object.entries(flags).flatMap(([name, value]) => {
    if (value === undefined || value === false) return []
    return value === true ? [`--${name}`] : [`--${name}`, String(value)]
  })
}
