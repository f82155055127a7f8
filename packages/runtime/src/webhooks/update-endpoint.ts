import { AppError } from '../errors/index.ts'
import type { Endpoint } from './endpoint.ts'
import {
  changeEndpoint,
  type EndpointView,
  type EndpointWithSecret,
  findEndpoint,
  invalid,
  type Management,
  type Manager,
  view,
} from './management.ts'
import type { Owners } from './owners.ts'
import { newSigningSecret } from './signing.ts'
import { readEndpoint } from './webhook-input.ts'

const members = ['url', 'events', 'description', 'enabled']
const maxOverlapHours = 720

/** Changes what is named of an endpoint; `enabled` lets it be told again, or no more. */
export async function updateEndpoint(
  management: Management,
  manager: Manager,
  { id, body }: { id: string; body: object },
): Promise<EndpointView> {
  const { declared, outbound, owners } = management
  const names = declared.map(({ name }) => name)
  const limits = { events: names, roles: manager.roles, outbound }
  const { enabled, url, events, description } = readEndpoint(body, members, limits)
  const endpoint = await findEndpoint(management, manager, id)
  if (url !== undefined && url !== endpoint.url) checkMaker(owners, manager, endpoint)
  const changed = await changeEndpoint(management, endpoint, {
    ...(url !== undefined && { url }),
    ...(events !== undefined && { events }),
    ...(description !== undefined && { description }),
    ...(enabled === true && { status: 'active', reason: null, failingSince: null }),
    ...(enabled === false && { status: 'disabled', reason: 'Disabled by hand' }),
  })
  return view(changed)
}

/** Others would have sent to themselves what only the maker may read. The command line may do all. */
function checkMaker(owners: Owners, manager: Manager, endpoint: Endpoint): void {
  if (manager.tenant === undefined || owners.isOwner(endpoint, manager.id)) return
  const message =
    'It is sent what its maker may read, so nobody else changes where that goes: make an endpoint of your own'
  throw new AppError('forbidden', { message })
}

/** Gives an endpoint a new secret; those before it are signed with too for so many hours, and no longer than before. */
export async function rotateSecret(
  management: Management,
  manager: Manager,
  { id, overlapHours }: { id: string; overlapHours: number },
): Promise<EndpointWithSecret> {
  if (!(overlapHours >= 0 && overlapHours <= maxOverlapHours)) {
    throw invalid('overlapHours', `must be a number from 0 to ${maxOverlapHours}`)
  }
  const { secrets, now } = management
  const endpoint = await findEndpoint(management, manager, id)
  const secret = newSigningSecret()
  const at = now().getTime()
  const until = new Date(at + overlapHours * 3_600_000).toISOString()
  const earlier = endpoint.secrets
    .filter((one) => one.until === null || Date.parse(one.until) > at)
    .map((one) => ({ text: one.text, until: earlierOf(one.until, until) }))
  const changed = await changeEndpoint(management, endpoint, {
    secrets: [{ text: secrets.seal(secret), until: null }, ...earlier],
  })
  return { ...view(changed), secret }
}

function earlierOf(left: string | null, right: string): string {
  return left !== null && left < right ? left : right
}
