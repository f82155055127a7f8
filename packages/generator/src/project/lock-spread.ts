import { parseLock } from '@cambium/model/check'
import type { ModelIR } from '@cambium/model/ir'
import type { Spread } from '../lock/index.ts'
import { byCodeUnit, lockFile } from '../read/index.ts'
import { askGit, isCommit, textAtCommit } from './git.ts'

/** What a branch is called that everybody builds on, the first that exists. */
const mainBranches = ['origin/HEAD', 'origin/main', 'origin/master', 'main', 'master']

/** What a merge, a rebase or a cherry-pick calls the commit it takes over. */
const takenOver = ['MERGE_HEAD', 'CHERRY_PICK_HEAD', 'REBASE_HEAD']

/** How far the identities of the two sides of a merge are spread, as far as git knows. */
export function readSpread(project: string): Spread {
  const main = mainBranches.find((name) => isCommit(project, name))
  const text = main === undefined ? null : textAtCommit(project, main, lockFile)
  const theirs = [...mergedHeads(), ...takenOver].find((name) => isCommit(project, name))
  return {
    main: text === null ? null : parseLock(text).lock,
    saved: {
      ours: newestModel(project, 'HEAD'),
      theirs: theirs === undefined ? null : newestModel(project, theirs),
    },
  }
}

/** The commits `git merge` names to the programs it starts, before there is a MERGE_HEAD. */
function mergedHeads(): string[] {
  const prefix = 'GITHEAD_'
  return Object.keys(process.env)
    .filter((name) => name.startsWith(prefix))
    .map((name) => name.slice(prefix.length))
}

/** The model of a commit's newest migration. */
function newestModel(project: string, commit: string): ModelIR | null {
  const tree = ['ls-tree', '-r', '--name-only', commit, '--', 'migrations']
  const files = askGit(project, tree)?.split('\n') ?? []
  const newest = files
    .filter((path) => path.endsWith('/ir.json'))
    .sort(byCodeUnit)
    .at(-1)
  const text = newest === undefined ? null : textAtCommit(project, commit, newest)
  return text === null ? null : JSON.parse(text)
}
