import { createHash } from 'node:crypto'

/** What is kept of a secret of full entropy: enough to know it again, and not to know it. */
export function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('base64url')
}
