export { describeRevocation } from './describe-revocation.ts'
export { type RevocationOptions, type RevocationReport, runRevocation } from './run-revocation.ts'
