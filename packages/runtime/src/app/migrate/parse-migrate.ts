import { noSuch, parseOptionsOnly, UsageError } from '../command-line/index.ts'
import { keptDays, type MigrateCommand } from './migrate-command.ts'

const json = { type: 'boolean', default: false } as const
const noBackup = { type: 'boolean', default: false } as const
const text = { type: 'string' } as const
const actions: readonly string[] = ['up', 'down', 'status', 'purge']

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
      return { name: 'migrate', action, ...parseOptionsOnly('migrate status', rest, { json }) }
    case 'purge':
      return parsePurge(rest)
    default:
      throw noSuch(`"migrate ${action}"`, action, actions)
  }
}

function parseUp(args: readonly string[]): MigrateCommand {
  const options = { json, to: text, 'no-backup': noBackup, purge: json }
  const { 'no-backup': without, to, ...rest } = parseOptionsOnly('migrate up', args, options)
  return { name: 'migrate', action: 'up', to, backup: !without, ...rest }
}

function parseDown(args: readonly string[]): MigrateCommand {
  const options = { json, to: text, steps: text, yes: json, 'no-backup': noBackup }
  const {
    'no-backup': without,
    to,
    steps,
    ...rest
  } = parseOptionsOnly('migrate down', args, options)
  if (to !== undefined && steps !== undefined) {
    throw new UsageError('migrate down: --to and --steps say the same: give one of them')
  }
  const count = steps === undefined ? undefined : wholeNumber('down: --steps', steps)
  return { name: 'migrate', action: 'down', to, steps: count, backup: !without, ...rest }
}

function parsePurge(args: readonly string[]): MigrateCommand {
  const { 'older-than': age, json: asJson } = parseOptionsOnly('migrate purge', args, {
    json,
    'older-than': text,
  })
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
