export { createAccountsAuthenticator } from './accounts-authenticator.ts'
export { isCrossOrigin, isRead, isSameOrigin } from './same-origin.ts'
export { createSessionCookie, type SessionCookie } from './session-cookie.ts'
export { createSessions, type Sessions } from './sessions.ts'
