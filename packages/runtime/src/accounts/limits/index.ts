export {
  type Attempt,
  type AttemptKind,
  type AttemptLimits,
  createAttemptLimits,
} from './attempt-limits.ts'
export { triedAccount } from './tried-account.ts'
