import { type Cipher, secretOf } from './cipher.ts'

/** An object as every driver takes it: bytes as they are, instants and JSON as text, secrets encrypted. */
export function bindObject(value: object, cipher: Cipher | undefined): string | Uint8Array {
  if (value instanceof Uint8Array) return value
  if (value instanceof Date) return value.toISOString()
  const secret = secretOf(value)
  if (secret === undefined) return JSON.stringify(value)
  if (cipher) return cipher.encrypt(secret)
  throw new Error('The model has encrypted fields: set ENCRYPTION_KEY')
}
