export type { Engine, Shape } from './engine.ts'
export { createPostgresEngine, openPglite, type PgliteServer } from './postgres-engine.ts'
export { type Claim, type Proof, proveMigration, proveStep } from './prove-migration.ts'
export { createSqliteEngine } from './sqlite-engine.ts'
