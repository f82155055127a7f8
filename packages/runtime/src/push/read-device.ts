import { AppError, type FieldError } from '../errors/index.ts'
import { type Outbound, OutboundError } from '../outbound/index.ts'
import type { PushTarget, PushWay } from './push-message.ts'

const tokens: { readonly [Way in PushWay]: RegExp } = {
  web: /^https?:\/\/.{1,2000}$/,
  fcm: /^[\w:.-]{20,4096}$/,
  apns: /^[0-9a-fA-F]{64,200}$/,
}
const keyForms = { p256dh: /^[\w-]{87}=?$/, auth: /^[\w-]{22}(?:==)?$/ }
const maxLabel = 100

/**
 * Reads what a device sends to register: `{ way, token, label? }`, or a browser's subscription as it stands,
 * `{ endpoint, keys }`. Throws 422 with what is wrong.
 */
export function readDevice(
  body: object,
  { ways, outbound }: { ways: readonly PushWay[]; outbound: Outbound },
): PushTarget & { label: string | null } {
  const { endpoint, expirationTime: _never, ...given } = body as { [member: string]: unknown }
  const {
    way,
    token,
    keys,
    label = null,
    ...rest
  } = endpoint === undefined ? given : { ...given, way: 'web', token: endpoint }
  const errors: FieldError[] = []
  const refuse = (path: string, message: string): void => {
    errors.push({ path, code: 'invalid', message })
  }
  for (const name of Object.keys(rest)) refuse(name, 'is not a member of a device')
  if (!isWay(way)) refuse('way', 'must be web, fcm or apns')
  else if (!ways.includes(way))
    refuse('way', `is not set up here: ${ways.join(', ') || 'no way'} is`)
  else checkToken(way, token, { outbound, refuse })
  if (way === 'web') checkKeys(keys, refuse)
  if (label !== null && (typeof label !== 'string' || label.length > maxLabel)) {
    refuse('label', `must be up to ${maxLabel} characters`)
  }
  if (errors.length > 0) {
    const message = errors.map(({ path, message: said }) => `${path} ${said}`).join('; ')
    throw new AppError('invalid', { errors, message })
  }
  return {
    way: way as PushWay,
    token: String(token),
    label: label as string | null,
    ...(way === 'web' && { keys: keys as { p256dh: string; auth: string } }),
  }
}

type Refuse = (path: string, message: string) => void

function isWay(way: unknown): way is PushWay {
  return typeof way === 'string' && Object.hasOwn(tokens, way)
}

function checkToken(
  way: PushWay,
  token: unknown,
  { outbound, refuse }: { outbound: Outbound; refuse: Refuse },
): void {
  const path = way === 'web' ? 'endpoint' : 'token'
  if (typeof token !== 'string' || !tokens[way].test(token)) {
    refuse(path, way === 'web' ? 'must be the address of a push service' : `is no token of ${way}`)
  } else if (way === 'web') {
    try {
      outbound.check(token)
    } catch (error) {
      if (!(error instanceof OutboundError)) throw error
      refuse(path, error.message)
    }
  }
}

function checkKeys(keys: unknown, refuse: Refuse): void {
  const given = (typeof keys === 'object' ? keys : null) as { [name: string]: unknown } | null
  const isGood = Object.entries(keyForms).every(([name, form]) => {
    const key = given?.[name]
    return typeof key === 'string' && form.test(key)
  })
  if (!isGood) refuse('keys', 'must have the p256dh and auth of the subscription')
}
