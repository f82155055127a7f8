import type { TransactionOptions } from '../../database/index.ts'
import { lockTimeoutMs } from './retry-locked.ts'

/** How every transaction of a migration runs: alone, as long as it takes, and giving up what it cannot lock in time. */
export const migrating: TransactionOptions = { alone: true, timeLimitMs: 0, lockTimeoutMs }
