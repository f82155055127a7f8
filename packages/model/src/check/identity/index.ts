export * from './assign-identities.ts'
export * from './lock.ts'
export * from './parse-lock.ts'
