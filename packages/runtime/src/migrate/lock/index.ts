export { type Alone, applyAlone } from './apply-alone.ts'
export { lockTimeoutMs, retryLocked } from './retry-locked.ts'
export { migrating } from './transaction-options.ts'
export { waitForOthers } from './wait-for-others.ts'
