import { spawnSync } from 'node:child_process'
import type { Overlap } from '../../branches/index.ts'

const gitMs = 10_000

/** Asks git in a folder; `null` when it fails or is not there. */
function git(project: string, ...args: string[]): string | null {
  const { status, stdout } = spawnSync('git', args, {
    cwd: project,
    encoding: 'utf8',
    timeout: gitMs,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  return status === 0 ? stdout.trim() : null
}

/**
 * Which of two branches of migrations is released, as git knows it: it is on the main branch and the other is not, or, on the
 * main branch itself, it was there before the last merge. `null` when git cannot tell.
 */
export function releasedBranch(project: string, { branches }: Overlap): 0 | 1 | null {
  for (const commit of mainCommits(project)) {
    const has = branches.map((branch) =>
      branch.every(
        ({ id }) => git(project, 'cat-file', '-e', `${commit}:./migrations/${id}`) !== null,
      ),
    )
    if (has[0] !== has[1]) return has[0] ? 0 : 1
  }
  return null
}

/** Commits that hold what is released, those that everybody shares first. */
function mainCommits(project: string): string[] {
  const remote = git(project, 'symbolic-ref', '--short', 'refs/remotes/origin/HEAD')
  const current = git(project, 'rev-parse', '--abbrev-ref', 'HEAD')
  const mains = ['main', 'master', ...(remote ? [remote.replace(/^origin\//, '')] : [])]
  const refs = [
    ...(remote ? [remote] : []),
    'origin/main',
    'origin/master',
    ...mains.filter((name) => name !== current),
  ]
  const shared = refs.filter(
    (ref) => git(project, 'rev-parse', '--verify', '--quiet', ref) !== null,
  )
  return mains.includes(current ?? '') ? [...shared, ...beforeMerge(project)] : shared
}

function beforeMerge(project: string): string[] {
  if (git(project, 'rev-parse', '--verify', '--quiet', 'MERGE_HEAD') !== null) return ['HEAD']
  const merge = git(project, 'rev-list', '--merges', '--first-parent', '-n', '1', 'HEAD')
  return merge ? [`${merge}^1`] : []
}
