export {
  type Attempt,
  type AttemptKind,
  type AttemptLimits,
  createAttemptLimits,
} from './attempt-limits.ts'
export { triedAccounts } from './tried-account.ts'
