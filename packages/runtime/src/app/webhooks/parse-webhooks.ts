import { noSuch, parseOptions, UsageError } from '../command-line/index.ts'

/** What `webhooks` is asked for. */
export type WebhooksCommand = { readonly name: 'webhooks'; readonly json: boolean } & (
  | { readonly action: 'list' }
  | { readonly action: 'add'; readonly input: NewEndpoint }
  | {
      readonly action: 'deliveries' | 'enable' | 'disable' | 'remove'
      readonly id: string
    }
  | { readonly action: 'rotate'; readonly id: string; readonly overlapHours: number | undefined }
  | { readonly action: 'resend'; readonly id: string; readonly message: string }
  | {
      readonly action: 'replay'
      readonly id: string
      readonly since: string | undefined
      readonly until: string | undefined
      readonly failedOnly: boolean
    }
)

/** What `webhooks add` was told. */
export interface NewEndpoint {
  readonly url: string
  readonly events: readonly string[]
  readonly roles: readonly string[]
  readonly as: string | undefined
  readonly tenant: string | undefined
  readonly description: string | undefined
}

const actions: readonly string[] = [
  'list',
  'add',
  'deliveries',
  'rotate',
  'enable',
  'disable',
  'remove',
  'resend',
  'replay',
]

const optionsOf: { readonly [action: string]: readonly string[] } = {
  add: ['event', 'role', 'as', 'tenant', 'description'],
  rotate: ['overlap-hours'],
  replay: ['since', 'until', 'failed'],
}

/** Reads what stands behind `webhooks`; without anything it is `list`. Throws a `UsageError`. */
export function parseWebhooks(args: readonly string[]): WebhooksCommand {
  const isNamed = args[0] !== undefined && !args[0].startsWith('-')
  const action = isNamed ? (args[0] as string) : 'list'
  if (!actions.includes(action)) throw noSuch(`action "${action}" of webhooks`, action, actions)
  const { values, positionals } = read(action, isNamed ? args.slice(1) : args)
  const { json } = values
  const [id = '', second = '', more] = positionals
  const wanted = { list: 0, resend: 2 }[action] ?? 1
  if (positionals.length !== wanted || more !== undefined) throw new UsageError(needs(action))
  const command = { name: 'webhooks', json } as const
  switch (action) {
    case 'list':
      return { ...command, action }
    case 'add':
      return { ...command, action, input: newEndpoint(id, values) }
    case 'rotate':
      return { ...command, action, id, overlapHours: hoursIn(values['overlap-hours']) }
    case 'resend':
      return { ...command, action, id, message: second }
    case 'replay':
      return { ...command, action, id, ...periodIn(values) }
    default:
      return { ...command, action: action as 'deliveries', id }
  }
}

interface Values {
  readonly json: boolean
  readonly event?: string[]
  readonly role?: string[]
  readonly as?: string
  readonly tenant?: string
  readonly description?: string
  readonly 'overlap-hours'?: string
  readonly since?: string
  readonly until?: string
  readonly failed?: boolean
}

/** Options that an action does not have are refused, so that nobody believes that they did something. */
function read(
  action: string,
  args: readonly string[],
): { values: Values; positionals: readonly string[] } {
  const all = {
    event: { type: 'string', multiple: true },
    role: { type: 'string', multiple: true },
    as: { type: 'string' },
    tenant: { type: 'string' },
    description: { type: 'string' },
    'overlap-hours': { type: 'string' },
    since: { type: 'string' },
    until: { type: 'string' },
    failed: { type: 'boolean' },
  } as const
  const names = optionsOf[action] ?? []
  const own = Object.fromEntries(Object.entries(all).filter(([name]) => names.includes(name)))
  const { values, positionals } = parseOptions(`webhooks ${action}`, args, {
    json: { type: 'boolean', default: false },
    ...own,
  })
  return { values: values as unknown as Values, positionals }
}

function newEndpoint(url: string, values: Values): NewEndpoint {
  const { event: events = [], role: roles = [], as, tenant, description } = values
  if (events.length === 0) {
    throw new UsageError("webhooks add needs --event NAME, or --event '*' for all of them")
  }
  return { url, events, roles, as, tenant, description }
}

function hoursIn(text: string | undefined): number | undefined {
  if (text === undefined) return undefined
  const hours = Number(text)
  if (text.trim() !== '' && hours >= 0) return hours
  throw new UsageError(`--overlap-hours must be a number of hours, not "${text}"`)
}

function periodIn({ since, until, failed = false }: Values): {
  since: string | undefined
  until: string | undefined
  failedOnly: boolean
} {
  for (const [option, value] of Object.entries({ since, until })) {
    if (value !== undefined && Number.isNaN(Date.parse(value))) {
      throw new UsageError(`--${option} must be an instant such as 2026-11-20T08:00:00Z`)
    }
  }
  if (since === undefined && !failed) {
    throw new UsageError('webhooks replay needs --since INSTANT, or --failed')
  }
  return { since, until, failedOnly: failed }
}

function needs(action: string): string {
  if (action === 'list') return 'webhooks list takes nothing but --json'
  if (action === 'add') return 'webhooks add needs one address'
  if (action === 'resend') return 'webhooks resend needs the id of an endpoint and of a message'
  return `webhooks ${action} needs the id of one endpoint`
}
