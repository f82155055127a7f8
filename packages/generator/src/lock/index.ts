export { type Rank, type Renumbered, renumberedWords } from './identity.ts'
export { type MergedLock, mergeLocks, type ThreeLocks } from './merge-locks.ts'
export { rankIdentities, type Spread } from './rank-identities.ts'
export { separateNumbers } from './separate-numbers.ts'
