import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'

/** The oldest Node this runs on: it strips types and has SQLite built in. */
export const neededNode = 24

/** The major version of the Node that runs this. */
export function runningNode() {
  return Number.parseInt(process.versions.node, 10)
}

/** A Node that is new enough, installed in this folder, beside this program, or above one of them; `null` for none. */
export function findNewerNode(folders) {
  for (const folder of folders) {
    for (const candidate of candidatesAbove(folder)) {
      if (existsSync(candidate) && majorOf(candidate) >= neededNode) return candidate
    }
  }
  return null
}

function candidatesAbove(folder) {
  const program = process.platform === 'win32' ? 'node.exe' : 'node'
  const candidates = []
  for (let current = folder; ; current = dirname(current)) {
    candidates.push(join(current, 'node_modules/node/bin', program))
    candidates.push(join(current, 'node_modules/.bin', program))
    if (dirname(current) === current) return candidates
  }
}

function majorOf(program) {
  const { stdout } = spawnSync(program, ['--version'], { encoding: 'utf8' })
  return Number.parseInt((stdout ?? '').replace(/^v/, ''), 10) || 0
}
