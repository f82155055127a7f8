import type { SourceColumn } from '../source/index.ts'
import { plainWords } from './plain-words.ts'

const telling: ReadonlySet<string> = new Set([
  ...['password', 'passwd', 'passphrase', 'pwd', 'secret', 'salt', 'passcode', 'otp', 'totp'],
])
const tellingAtTheEnd: ReadonlySet<string> = new Set([
  ...telling,
  'hash',
  'token',
  'digest',
  'hmac',
])
const tellingTogether = ['apikey', 'privatekey', 'accesskey', 'secretkey', 'signingkey']

const readable: ReadonlySet<SourceColumn['type']['kind']> = new Set([
  ...(['text', 'bytes', 'uuid', 'json', 'other', 'passwordHash', 'list'] as const),
])

/** Whether a column, by its name or type, holds what nobody should read: passwords, hashes, tokens, keys. */
export function isSecretColumn({ name, type }: SourceColumn): boolean {
  if (type.kind === 'passwordHash' || type.kind === 'bytes') return true
  if (!readable.has(type.kind)) return false
  const words = plainWords(name)
  const last = words.at(-1) ?? ''
  return (
    words.some((word) => telling.has(word)) ||
    tellingAtTheEnd.has(last) ||
    tellingTogether.includes(words.slice(-2).join('')) ||
    tellingTogether.includes(last)
  )
}
