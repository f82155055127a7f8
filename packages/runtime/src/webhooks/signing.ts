import { createHmac, randomBytes } from 'node:crypto'

const prefix = 'whsec_'
const secretBytes = 32

/** A new signing secret: `whsec_` and 256 random bits in base64. */
export function newSigningSecret(): string {
  return prefix + randomBytes(secretBytes).toString('base64')
}

/** What is signed. */
export interface Signed {
  /** The same over all tries: what a receiver knows a message it has already by. */
  readonly id: string
  readonly body: string
  /** Every one is signed with, so that a receiver may have either while they change. */
  readonly secrets: readonly string[]
  readonly now: Date
}

/** The headers of Standard Webhooks 1.0: `webhook-id`, `webhook-timestamp` in seconds, and `webhook-signature`. */
export function signatureHeaders({ id, body, secrets, now }: Signed): { [name: string]: string } {
  const timestamp = String(Math.floor(now.getTime() / 1_000))
  const content = `${id}.${timestamp}.${body}`
  const signatures = secrets.map((secret) => `v1,${sign(content, secret)}`)
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': signatures.join(' '),
  }
}

function sign(content: string, secret: string): string {
  const key = Buffer.from(secret.slice(prefix.length), 'base64')
  return createHmac('sha256', key).update(content).digest('base64')
}
