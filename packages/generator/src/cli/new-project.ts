import { randomBytes } from 'node:crypto'
import { CommandError } from './command.ts'
import { exitCode } from './exit-code.ts'

/** Throws a CommandError, with a name that would do, for a name that no project can have. */
export function refuseProjectName(name: string): void {
  if (/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(name) && name.length <= 100 && !taken.has(name)) return
  const suggestion = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
  const hint = suggestion === '' || suggestion === name ? '' : ` For example: ${suggestion}`
  throw new CommandError(
    exitCode.usage,
    `'${name}' cannot be a project's name: it takes small letters, digits and hyphens, and begins with a letter.${hint}`,
  )
}

/** Names npm, or the project's own dependencies, have already. */
const taken: ReadonlySet<string> = new Set(['node', 'cambium', 'typescript', 'favicon', 'npm'])

/** The secrets of this machine, for tokens and for encrypted fields; they are not committed. */
export function environmentFile(): string {
  const secret = (): string => randomBytes(32).toString('hex')
  return `# For this machine only. .env.example lists what else can be set.
AUTH_SECRET=${secret()}
ENCRYPTION_KEY=${secret()}
`
}
