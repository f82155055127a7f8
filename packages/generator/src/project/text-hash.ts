import { createHash } from 'node:crypto'

/** SHA-256 of a text in hex. Line endings do not count: version control may rewrite them on a checkout. */
export function textHash(text: string): string {
  return createHash('sha256').update(text.replaceAll('\r\n', '\n')).digest('hex')
}
