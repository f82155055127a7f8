export { createAccountsAuthenticator } from './accounts-authenticator.ts'
export { type ApiKeys, apiKeyPrefix, createApiKeys } from './api-keys.ts'
export { type ClaimedUsers, createClaimedUsers } from './claimed-users.ts'
export { withLiveSession } from './live-session.ts'
export { createOwnTokens, type OwnTokens, sessionUse } from './own-tokens.ts'
export { isCrossOrigin, isRead, isSameOrigin } from './same-origin.ts'
export {
  cookieName,
  createSessionCookie,
  deriveSecret,
  type SessionCookie,
  signedCookie,
} from './session-cookie.ts'
export { activeOrganisation, noTenant, type SessionTenant } from './session-tenant.ts'
export { createSessions, type Sessions } from './sessions.ts'
export { standingUser } from './standing-user.ts'
