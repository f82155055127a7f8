export type * from './access-site.ts'
export * from './resolve-access.ts'
export * from './resolve-computed.ts'
