import { createHmac, timingSafeEqual } from 'node:crypto'

/** What a signed address lets its holder fetch. */
export interface SignedFile {
  readonly id: string
  /** Width and height of a smaller version, `200x200`; empty for the original. */
  readonly size: string
}

/** Signs addresses of files, and takes them back. */
export interface FileSigner {
  /** Path and query of an address that works until then. */
  sign(file: SignedFile, expiresAt: Date): string
  /** The file of an address; undefined for one that was changed or is over. */
  verify(file: SignedFile, query: { readonly [name: string]: unknown }): boolean
}

/** Binds addresses to a file, its size, their purpose and their end by HMAC-SHA256. */
export function createFileSigner(key: Uint8Array): FileSigner {
  const signatureOf = ({ id, size }: SignedFile, expires: string): Buffer =>
    createHmac('sha256', key)
      .update(JSON.stringify(['download', id, size, expires]))
      .digest()
  return {
    sign(file, expiresAt) {
      const expires = String(Math.floor(expiresAt.getTime() / 1000))
      const signature = signatureOf(file, expires).toString('base64url')
      const size = file.size === '' ? '' : `size=${file.size}&`
      return `/api/files/${file.id}?${size}expires=${expires}&signature=${signature}`
    },
    verify(file, { expires, signature }) {
      if (typeof expires !== 'string' || typeof signature !== 'string') return false
      if (!/^\d{1,12}$/.test(expires) || !/^[\w-]{43}$/.test(signature)) return false
      const isTrue = timingSafeEqual(
        Buffer.from(signature, 'base64url'),
        signatureOf(file, expires),
      )
      return isTrue && Number(expires) * 1000 > Date.now()
    },
  }
}
