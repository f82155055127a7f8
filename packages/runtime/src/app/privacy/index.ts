export { type PrivacyCommand, parsePrivacy } from './parse-privacy.ts'
export { runPrivacy } from './run-privacy.ts'
