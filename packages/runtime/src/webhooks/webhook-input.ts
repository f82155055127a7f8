import { AppError, type FieldError, nearestName } from '../errors/index.ts'
import { type Outbound, OutboundError } from '../outbound/index.ts'

/** What somebody says of an endpoint. */
export interface EndpointInput {
  readonly url: string
  readonly events: readonly string[]
  readonly description: string | null
  /** Undefined for those of who makes it. */
  readonly roles: readonly string[] | undefined
}

/** What may be asked for here. */
export interface InputLimits {
  /** The names of the declared events. */
  readonly events: readonly string[]
  /** The roles that may be given. */
  readonly roles: readonly string[]
  readonly outbound: Outbound
}

const maxEvents = 100
const maxDescription = 500

/** Reads the members that are there; throws 422 with everything that is wrong with them. */
export function readEndpoint(
  body: object,
  members: readonly string[],
  limits: InputLimits,
): Partial<EndpointInput> & { enabled?: boolean } {
  const given = body as { readonly [member: string]: unknown }
  const errors: FieldError[] = Object.keys(given)
    .filter((name) => !members.includes(name))
    .map((path) => ({ path, code: 'unknown_field', message: 'is not a member of an endpoint' }))
  const refuse = (path: string, message: string): void => {
    errors.push({ path, code: 'invalid', message })
  }
  const { url, events, description, roles, enabled } = given
  if (url !== undefined) checkUrl(url, limits.outbound, refuse)
  if (events !== undefined) checkEvents(events, limits.events, refuse)
  if (roles !== undefined) checkRoles(roles, limits.roles, refuse)
  if (!isDescription(description))
    refuse('description', `must be up to ${maxDescription} characters`)
  if (enabled !== undefined && typeof enabled !== 'boolean')
    refuse('enabled', 'must be true or false')
  if (errors.length > 0) throw new AppError('invalid', { errors, message: sentence(errors) })
  return given as Partial<EndpointInput> & { enabled?: boolean }
}

type Refuse = (path: string, message: string) => void

function isDescription(value: unknown): boolean {
  if (value === undefined || value === null) return true
  return typeof value === 'string' && value.length <= maxDescription
}

function checkUrl(url: unknown, outbound: Outbound, refuse: Refuse): void {
  try {
    outbound.check(String(url))
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error
    refuse('url', error.message)
  }
}

function checkEvents(events: unknown, declared: readonly string[], refuse: Refuse): void {
  if (!isList(events) || events.length === 0 || events.length > maxEvents) {
    refuse('events', 'must be a list of names of events, or ["*"]')
  } else if (events.includes('*')) {
    if (events.length > 1) refuse('events', 'has "*" and names: "*" is all of them')
  } else checkNames(events, declared, refuse)
}

function checkNames(names: readonly string[], declared: readonly string[], refuse: Refuse): void {
  for (const name of names) {
    if (declared.includes(name)) continue
    const nearest = nearestName(name, declared)
    const hint = nearest ? `: did you mean "${nearest}"?` : ''
    refuse('events', `names "${name.slice(0, 60)}", which no entity declares${hint}`)
  }
}

function checkRoles(roles: unknown, own: readonly string[], refuse: Refuse): void {
  const others = isList(roles) ? roles.filter((role) => !own.includes(role)) : undefined
  if (others === undefined) refuse('roles', 'must be a list of roles')
  else if (others.length > 0) {
    refuse('roles', `names what you do not have: ${others.join(', ').slice(0, 200)}`)
  }
}

function isList(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((part) => typeof part === 'string')
}

function sentence(errors: readonly FieldError[]): string {
  const [first] = errors
  return errors.length === 1 && first
    ? `${first.path} ${first.message}`
    : `${errors.length} members are not valid`
}
