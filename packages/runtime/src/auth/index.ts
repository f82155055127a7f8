export {
  type Authenticator,
  type AuthSettings,
  createAuthenticator,
  type RequestHead,
} from './authenticator.ts'
export { type DevelopmentTokenOptions, signDevelopmentToken } from './development-token.ts'
export { createTokenCache, type TokenCache } from './token-cache.ts'
