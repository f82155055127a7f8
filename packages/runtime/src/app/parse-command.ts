import { noSuch, parseOptionsOnly, UsageError } from './command-line/index.ts'
import { type JobsCommand, parseJobs } from './jobs/index.ts'
import { type MigrateCommand, parseMigrate } from './migrate/index.ts'
import { type PrivacyCommand, parsePrivacy } from './privacy/index.ts'
import { type PushCommand, parsePush } from './push/index.ts'
import { type ExportCommand, type LoadCommand, parseExport, parseLoad } from './transfer/index.ts'
import { parseWebhooks, type WebhooksCommand } from './webhooks/index.ts'
import { parseWorkflows, type WorkflowsCommand } from './workflows/index.ts'

/** What the command line of an application asks for. */
export type Command =
  | { readonly name: 'work' | 'seed' | 'why' }
  | { readonly name: 'serve'; readonly works: boolean }
  | JobsCommand
  | ExportCommand
  | LoadCommand
  | MigrateCommand
  | PrivacyCommand
  | PushCommand
  | WebhooksCommand
  | WorkflowsCommand
  | {
      readonly name: 'token'
      readonly id: string
      readonly roles: readonly string[]
      readonly tenant: string | undefined
    }
  | { readonly name: 'help'; readonly about: string | undefined }

/** The commands, the default first. */
export const commandNames: readonly string[] = [
  'serve',
  'work',
  'jobs',
  'migrate',
  'seed',
  'token',
  'why',
  'privacy',
  'workflows',
  'webhooks',
  'push',
  'load',
  'export',
  'help',
]

/** Reads a command and its options; `serve` when nothing is said. Throws a `UsageError`. */
export function parseCommand(args: readonly string[], roles: readonly string[]): Command {
  const [first, ...rest] = args
  if (first === '--help' || first === '-h') return { name: 'help', about: undefined }
  const name = first ?? 'serve'
  if (rest.includes('--help') || rest.includes('-h')) return { name: 'help', about: name }
  switch (name) {
    case 'serve':
      return parseServe(rest)
    case 'jobs':
      return parseJobs(rest)
    case 'work':
    case 'seed':
    case 'why':
      refuseRest(name, rest)
      return { name }
    case 'migrate':
      return parseMigrate(rest)
    case 'privacy':
      return parsePrivacy(rest)
    case 'workflows':
      return parseWorkflows(rest)
    case 'webhooks':
      return parseWebhooks(rest)
    case 'push':
      return parsePush(rest)
    case 'load':
      return parseLoad(rest)
    case 'export':
      return parseExport(rest)
    case 'token':
      return parseToken(rest, roles)
    case 'help':
      return { name, about: rest[0] }
    default:
      throw noSuch(`command "${name}"`, name, commandNames)
  }
}

function parseServe(args: readonly string[]): Command {
  const others = args.filter((arg) => arg !== '--no-workers')
  refuseRest('serve', others, 'nothing but --no-workers')
  return { name: 'serve', works: others.length === args.length }
}

function parseToken(args: readonly string[], declared: readonly string[]): Command {
  const { id, role, tenant } = parseOptionsOnly('token', args, {
    id: { type: 'string', default: 'developer' },
    role: { type: 'string', multiple: true, default: [] },
    tenant: { type: 'string' },
  })
  for (const name of role) {
    if (!declared.includes(name)) throw noSuch(`role "${name}"`, name, declared)
  }
  if (id === '') throw new UsageError('--id needs a value')
  if (tenant === '') throw new UsageError('--tenant needs a value')
  return { name: 'token', id, roles: role, tenant }
}

function refuseRest(name: string, rest: readonly string[], known = 'no arguments'): void {
  if (rest.length > 0) throw new UsageError(`${name} takes ${known}, but was given "${rest[0]}"`)
}
