export * from './resolve-accounts.ts'
