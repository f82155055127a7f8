import { type ParseArgsConfig, parseArgs } from 'node:util'
import { nearestName } from '../../errors/index.ts'
import { UsageError } from '../usage-error.ts'
import { keptDays, type MigrateCommand } from './migrate-command.ts'

const json = { type: 'boolean', default: false } as const
const noBackup = { type: 'boolean', default: false } as const
const text = { type: 'string' } as const

/** Reads what stands behind `migrate`. Throws a `UsageError`. */
export function parseMigrate(args: readonly string[]): MigrateCommand {
  const [first, ...others] = args
  const isUp = first === undefined || first.startsWith('-')
  const action = isUp ? 'up' : first
  const rest = isUp ? args : others
  switch (action) {
    case 'up':
      return parseUp(rest)
    case 'down':
      return parseDown(rest)
    case 'status':
      return { name: 'migrate', action, ...read(action, rest, { json }) }
    case 'purge':
      return parsePurge(rest)
    default:
      throw unknownAction(action)
  }
}

function parseUp(args: readonly string[]): MigrateCommand {
  const options = { json, to: text, 'no-backup': noBackup, purge: json }
  const { 'no-backup': without, to, ...rest } = read('up', args, options)
  return { name: 'migrate', action: 'up', to, backup: !without, ...rest }
}

function parseDown(args: readonly string[]): MigrateCommand {
  const options = { json, to: text, steps: text, yes: json, 'no-backup': noBackup }
  const { 'no-backup': without, to, steps, ...rest } = read('down', args, options)
  if (to !== undefined && steps !== undefined) {
    throw new UsageError('migrate down: --to and --steps say the same: give one of them')
  }
  const count = steps === undefined ? undefined : wholeNumber('down: --steps', steps)
  return { name: 'migrate', action: 'down', to, steps: count, backup: !without, ...rest }
}

function parsePurge(args: readonly string[]): MigrateCommand {
  const { 'older-than': age, json: asJson } = read('purge', args, { json, 'older-than': text })
  const days = /^(\d{1,5})d$/.exec(age ?? `${keptDays}d`)?.[1]
  if (days === undefined) {
    throw new UsageError(`migrate purge: --older-than must be a number of days like 30d`)
  }
  return { name: 'migrate', action: 'purge', olderThanDays: Number(days), json: asJson }
}

function wholeNumber(option: string, value: string): number {
  if (/^[1-9]\d{0,3}$/.test(value)) return Number(value)
  throw new UsageError(`migrate ${option} must be a number from 1 on`)
}

function read<Options extends NonNullable<ParseArgsConfig['options']>>(
  action: string,
  args: readonly string[],
  options: Options,
): ReturnType<typeof parseArgs<{ args: string[]; options: Options }>>['values'] {
  try {
    return parseArgs({ args: [...args], options }).values
  } catch (cause) {
    throw new UsageError(`migrate ${action}: ${(cause as Error).message}`, { cause })
  }
}

const actions: readonly string[] = ['up', 'down', 'status', 'purge']

function unknownAction(wanted: string): UsageError {
  const nearest = nearestName(wanted, actions)
  const meant = nearest === undefined ? '' : ` Did you mean "${nearest}"?`
  return new UsageError(`There is no "migrate ${wanted}".${meant} There are: ${actions.join(', ')}`)
}
