import { type Columns, columns, instant, string } from '../../database/index.ts'

interface Verification {
  id: string
  identifier: string
  value: string
  expiresAt: string
  createdAt: string
  updatedAt: string
}

/** What is kept for a while: the library's own, what may be used once, and how often something was tried. */
export const verifications: Columns<Verification> = columns('auth_verifications', {
  id: string('id'),
  identifier: string('identifier'),
  value: string('value'),
  expiresAt: instant('expires_at'),
  createdAt: instant('created_at'),
  updatedAt: instant('updated_at'),
})
