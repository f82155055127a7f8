export { type Authenticator, type AuthSettings, createAuthenticator } from './authenticator.ts'
export { type DevelopmentTokenOptions, signDevelopmentToken } from './development-token.ts'
