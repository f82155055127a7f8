export { openServer } from './open-server.ts'
export { openTestSchema } from './open-test-schema.ts'
export type { ServerOptions } from './server-options.ts'
