export * from './check-relations.ts'
export * from './relation-names.ts'
export * from './resolve-inverses.ts'
export * from './resolve-link.ts'
