import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto'

/** Text to be encrypted before it is bound. */
export interface Secret {
  readonly [secret]: string
}

/** Turns text into what is stored and back. */
export interface Cipher {
  encrypt(text: string): string
  /** Throws when the text was changed or written with another key. */
  decrypt(stored: string): string
}

const secret: unique symbol = Symbol('secret')

/** Marks text so that it is encrypted with the database's key when it is bound. */
export function markSecret(text: string): Secret {
  return { [secret]: text }
}

/** The marked text, or undefined for any other value. */
export function secretOf(value: object): string | undefined {
  return (value as Partial<Secret>)[secret]
}

/** AES-256-GCM with a key derived (HKDF-SHA-256) from the given one, which needs at least 32 characters. */
export function createCipher(key: string): Cipher {
  if (key.length < 32) throw new TypeError('An encryption key needs at least 32 characters')
  const derived = Buffer.from(hkdfSync('sha256', key, '', 'cambium column encryption', 32))
  return {
    encrypt(text) {
      const nonce = randomBytes(12)
      const cipher = createCipheriv('aes-256-gcm', derived, nonce)
      const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return `v1.${Buffer.concat([nonce, cipher.getAuthTag(), body]).toString('base64url')}`
    },
    decrypt(stored) {
      if (!stored.startsWith('v1.')) throw new Error('A stored secret has an unknown form')
      const bytes = Buffer.from(stored.slice(3), 'base64url')
      const decipher = createDecipheriv('aes-256-gcm', derived, bytes.subarray(0, 12), {
        authTagLength: 16,
      })
      decipher.setAuthTag(bytes.subarray(12, 28))
      return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8')
    },
  }
}
