import { spawnSync } from 'node:child_process'

/** How long git may take for one question. */
const timeoutMs = 10_000
const mostBytes = 256 * 1024 * 1024

/** What git prints; `null` when it refuses, or where there is no git or no repository. */
export function askGit(folder: string, args: readonly string[]): string | null {
  const { status, stdout } = spawnSync('git', args, {
    cwd: folder,
    encoding: 'utf8',
    timeout: timeoutMs,
    maxBuffer: mostBytes,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return status === 0 ? stdout : null
}

/** The text of a file of the project as a commit has it; `null` when the commit or the file is not there. */
export function textAtCommit(project: string, commit: string, path: string): string | null {
  return askGit(project, ['show', `${commit}:./${path}`])
}

/** Whether git knows a commit by this name. */
export function isCommit(project: string, name: string): boolean {
  return askGit(project, ['rev-parse', '--verify', '--quiet', `${name}^{commit}`]) !== null
}

/** The stages of a file that a merge left unfinished: what both come from, ours and theirs. */
export interface MergeStages {
  base: string | null
  ours: string | null
  theirs: string | null
}

/** The three texts git keeps of a file whose merge is unfinished; `null` when it is not one. */
export function readMergeStages(project: string, path: string): MergeStages | null {
  const unmerged = askGit(project, ['ls-files', '--unmerged', '--', path])
  if (unmerged === null || unmerged.trim() === '') return null
  const stage = (number: number) => askGit(project, ['show', `:${number}:./${path}`])
  return { base: stage(1), ours: stage(2), theirs: stage(3) }
}
