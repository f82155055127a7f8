#!/usr/bin/env node
// npm create cambium NAME: the same as cambium new NAME. Runs on any Node from 20 on.
import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'

const here = dirname(fileURLToPath(import.meta.url))
const program = new URL('../bin/cambium.mjs', import.meta.resolve('cambium'))
const { findNewerNode, neededNode, runningNode } = await import(new URL('find-node.mjs', program))
const cambium = fileURLToPath(program)
const args = [cambium, 'new', ...process.argv.slice(2)]

const node = runningNode() >= neededNode ? process.execPath : findNewerNode([process.cwd(), here])
if (node !== null) start(node, args)
else startWithNpm(args)

/** No Node that is new enough is here: npm fetches the one new projects are pinned to. */
function startWithNpm(argsOfNode) {
  const npm = process.env.npm_execpath
  const version = `node@${pinnedNode()}`
  const npmArgs = ['exec', '--yes', `--package=${version}`, '--', 'node', ...argsOfNode]
  process.stderr.write(`Cambium needs Node ${neededNode}: fetching ${version} ...\n`)
  if (npm && existsSync(npm)) start(process.execPath, [npm, ...npmArgs])
  else start(process.platform === 'win32' ? 'npm.cmd' : 'npm', npmArgs)
}

function pinnedNode() {
  const path = join(dirname(cambium), '..', 'templates', 'versions.json')
  return JSON.parse(readFileSync(path, 'utf8')).node
}

function start(command, commandArgs) {
  const child = spawn(command, commandArgs, { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => {
    process.stderr.write(`${command} could not be started: ${error.message}\n`)
    process.exitCode = 3
  })
  child.on('exit', (code) => {
    process.exitCode = code ?? 1
  })
}
