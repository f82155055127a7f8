export { openServer } from './open-server.ts'
export type { ServerOptions } from './server-options.ts'
