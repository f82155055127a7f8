import { join } from 'node:path'

/** The environment of the project's own processes: Node keeps what it compiled, so a restart starts twice as fast. */
export function serverEnvironment(project: string): NodeJS.ProcessEnv {
  return {
    NODE_COMPILE_CACHE: join(project, 'node_modules', '.cache', 'cambium'),
    ...process.env,
  }
}
