import { type Cipher, createCipher } from '../database/index.ts'

/** Keeps secrets as the database is to have them. */
export interface SecretBox {
  seal(text: string): string
  open(kept: string): string
}

const sealed = 'v1.'

/** Encrypts with the key of the application; as they are without one. What was kept before there was a key stays readable. */
export function createSecretBox(encryptionKey: string | undefined): SecretBox {
  const cipher: Cipher | undefined =
    encryptionKey === undefined ? undefined : createCipher(encryptionKey)
  return {
    seal: (text) => cipher?.encrypt(text) ?? text,
    open(kept) {
      if (!kept.startsWith(sealed)) return kept
      if (cipher === undefined) {
        throw new Error('The secret of an endpoint was kept with an ENCRYPTION_KEY that is not set')
      }
      return cipher.decrypt(kept)
    },
  }
}
