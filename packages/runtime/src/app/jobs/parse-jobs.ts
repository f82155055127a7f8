import type { MessageFilter, MessageStatus } from '../../queue/index.ts'
import { noSuch, parseOptions, UsageError } from '../command-line/index.ts'

/** What `jobs` is asked for. */
export type JobsCommand = { readonly name: 'jobs'; readonly json: boolean } & (
  | { readonly action: 'list'; readonly filter: MessageFilter; readonly limit: number }
  | { readonly action: 'show'; readonly id: string }
  | {
      readonly action: 'retry'
      readonly ids: readonly string[]
      /** Those that are meant, instead of ids. */
      readonly filter: MessageFilter | undefined
    }
  | { readonly action: 'cancel'; readonly ids: readonly string[] }
  | { readonly action: 'replay'; readonly ids: readonly string[] }
)

const actions: readonly string[] = ['list', 'show', 'retry', 'cancel', 'replay']
const statuses: readonly string[] = [
  'waiting',
  'delayed',
  'behind',
  'running',
  'parked',
  'cancelled',
  'done',
]
const maxLimit = 10_000

/** Reads what stands behind `jobs`; `list` when nothing is said. Throws a `UsageError`. */
export function parseJobs(args: readonly string[]): JobsCommand {
  const isNamed = args[0] !== undefined && !args[0].startsWith('-')
  const action = isNamed ? (args[0] as string) : 'list'
  const { values, positionals: ids } = read(action, isNamed ? args.slice(1) : args)
  const { json, status, kind, name, limit, parked } = values
  const filter = { status: statusOf(status), kind, name }
  switch (action) {
    case 'list':
      refuseIds(ids)
      return { name: 'jobs', action, json, filter, limit: limitOf(limit) }
    case 'show':
      if (ids.length !== 1) throw new UsageError('jobs show needs one id')
      return { name: 'jobs', action, json, id: ids[0] as string }
    case 'retry':
      if (parked) refuseIds(ids)
      else needIds(action, ids, ', or --parked')
      return {
        name: 'jobs',
        action,
        json,
        ids,
        filter: parked ? { ...filter, status: 'parked' } : undefined,
      }
    case 'cancel':
    case 'replay':
      needIds(action, ids)
      return { name: 'jobs', action, json, ids }
    default:
      throw noSuch(`action "${action}"`, action, actions)
  }
}

interface Read {
  readonly values: {
    readonly json: boolean
    readonly parked: boolean
    readonly status?: string | undefined
    readonly kind?: string | undefined
    readonly name?: string | undefined
    readonly limit?: string | undefined
  }
  readonly positionals: readonly string[]
}

/** Options that an action does not have are refused, so that nobody believes that they did something. */
function read(action: string, args: readonly string[]): Read {
  const filter = { kind: { type: 'string' }, name: { type: 'string' } } as const
  const json = { json: { type: 'boolean', default: false } } as const
  const { values, positionals } = parseOptions(`jobs ${action}`, args, {
    ...json,
    ...(['list', 'retry'].includes(action) && filter),
    ...(action === 'list' && { status: { type: 'string' }, limit: { type: 'string' } }),
    ...(action === 'retry' && { parked: { type: 'boolean' } }),
  })
  return { values: { parked: false, ...values } as Read['values'], positionals }
}

function statusOf(text: string | undefined): MessageStatus | undefined {
  if (text === undefined || statuses.includes(text)) return text as MessageStatus | undefined
  throw noSuch(`status "${text}"`, text, statuses)
}

function limitOf(text: string | undefined): number {
  const limit = Number(text ?? '20')
  if (Number.isInteger(limit) && limit > 0 && limit <= maxLimit) return limit
  throw new UsageError(`--limit must be a number from 1 to ${maxLimit}, not "${text}"`)
}

function needIds(action: string, ids: readonly string[], otherwise = ''): void {
  if (ids.length === 0)
    throw new UsageError(`jobs ${action} needs the id of one or more${otherwise}`)
}

function refuseIds([id]: readonly string[]): void {
  if (id !== undefined) throw new UsageError(`jobs takes no "${id}" here`)
}
