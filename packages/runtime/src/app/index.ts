export { type App, type AppDefinition, defineApp } from './app.ts'
export { type RunOptions, run } from './run.ts'
export type { Seed, SeedContext } from './seed.ts'
export { type PreparedWork, prepareWork } from './work/index.ts'
