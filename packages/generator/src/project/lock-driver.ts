import { existsSync, writeFileSync } from 'node:fs'
import { dirname, join, relative, sep } from 'node:path'
import { lockFile, readText } from '../read/index.ts'
import { askGit } from './git.ts'

const name = 'cambium-lock'

/** How git stands to the merge of model.lock.json; `null` where there is no repository. */
export interface LockDriver {
  /** Whether .gitattributes gives the file to the driver. */
  attribute: boolean
  /** Whether this clone knows the driver. */
  configured: boolean
}

/** Looks whether git merges model.lock.json by identity. */
export function inspectLockDriver(project: string): LockDriver | null {
  if (askGit(project, ['rev-parse', '--git-dir']) === null) return null
  const attribute = askGit(project, ['check-attr', 'merge', '--', lockFile])
  return {
    attribute: attribute?.trim().endsWith(`merge: ${name}`) ?? false,
    configured: askGit(project, ['config', `merge.${name}.driver`]) !== null,
  }
}

/** Lets git merge model.lock.json by identity, in this clone; gives what was changed, in words. */
export function installLockDriver(project: string, program: string): string[] {
  const driver = inspectLockDriver(project)
  if (driver === null) return []
  const changes: string[] = []
  if (!driver.attribute) {
    const path = join(project, '.gitattributes')
    const text = readText(project, '.gitattributes') ?? ''
    const before = text === '' || text.endsWith('\n') ? text : `${text}\n`
    writeFileSync(path, `${before}${lockFile} merge=${name}\n`)
    changes.push(`.gitattributes gives ${lockFile} to the driver ${name}: commit it`)
  }
  if (!driver.configured) {
    const command = `${commandIn(project, program)} merge-lock %O %A %B %P`
    askGit(project, ['config', `merge.${name}.name`, 'merges model.lock.json by identity'])
    askGit(project, ['config', `merge.${name}.driver`, command])
    changes.push(`git of this clone merges it with: ${command}`)
  }
  return changes
}

/** How git starts this program: from the top of the repository, so that the clone may be moved. */
function commandIn(project: string, program: string): string {
  const top = askGit(project, ['rev-parse', '--show-toplevel'])?.trim() ?? project
  for (let folder = project; ; folder = dirname(folder)) {
    const installed = join(folder, 'node_modules/.bin/cambium')
    const path = relative(top, installed).split(sep).join('/')
    if (existsSync(installed) && !path.startsWith('..')) return quoted(path)
    if (dirname(folder) === folder) return `node ${quoted(program.split(sep).join('/'))}`
  }
}

/** For the shell git hands the command to. */
function quoted(path: string): string {
  return /^[\w./-]+$/.test(path) ? path : `'${path.replaceAll("'", "'\\''")}'`
}
