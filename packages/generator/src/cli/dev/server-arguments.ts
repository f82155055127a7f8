import { existsSync } from 'node:fs'
import { join } from 'node:path'

/** What Node is given to run a command of the project: `serve`, `migrate`. */
export function serverArguments(project: string, command: string): string[] {
  return [
    // Node says so on every start when the file is missing
    ...(existsSync(join(project, '.env')) ? ['--env-file=.env'] : []),
    '--disable-warning=ExperimentalWarning',
    'src/main.ts',
    command,
  ]
}
