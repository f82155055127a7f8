import type { RunStatus } from '../../workflows/index.ts'
import { noSuch, parseOptions, UsageError } from '../command-line/index.ts'

/** What `workflows` is asked for. */
export type WorkflowsCommand = { readonly name: 'workflows'; readonly json: boolean } & (
  | { readonly action: 'list'; readonly status: RunStatus | undefined; readonly limit: number }
  | { readonly action: 'show' | 'retry' | 'cancel'; readonly id: string }
)

const actions: readonly string[] = ['list', 'show', 'retry', 'cancel']
const statuses: readonly RunStatus[] = [
  'waiting',
  'running',
  'parked',
  'cancelled',
  'completed',
  'compensated',
]
const usualLimit = 50

/** Reads what stands behind `workflows`; without anything it is `list`. Throws a `UsageError`. */
export function parseWorkflows(args: readonly string[]): WorkflowsCommand {
  const { values, positionals } = parseOptions('workflows', args, {
    json: { type: 'boolean', default: false },
    status: { type: 'string' },
    limit: { type: 'string' },
  })
  const [action = 'list', id, more] = positionals
  const { json, status, limit } = values
  if (action === 'list') {
    if (id !== undefined) throw new UsageError(`workflows list takes no "${id}"`)
    return { name: 'workflows', action, json, status: readStatus(status), limit: readLimit(limit) }
  }
  if (action !== 'show' && action !== 'retry' && action !== 'cancel')
    throw noSuch(`workflows "${action}"`, action, actions)
  if (id === undefined || more !== undefined) {
    throw new UsageError(`workflows ${action} needs the id of one run: workflows ${action} ID`)
  }
  if (status !== undefined || limit !== undefined) {
    throw new UsageError('--status and --limit are for workflows list')
  }
  return { name: 'workflows', action, json, id }
}

function readStatus(text: string | undefined): RunStatus | undefined {
  if (text === undefined) return undefined
  const found = statuses.find((status) => status === text)
  if (found === undefined) throw noSuch(`status "${text}"`, text, statuses)
  return found
}

function readLimit(text: string | undefined): number {
  if (text === undefined) return usualLimit
  if (/^[1-9]\d{0,3}$/.test(text)) return Number(text)
  throw new UsageError('workflows list: --limit must be a number from 1 to 9999')
}
