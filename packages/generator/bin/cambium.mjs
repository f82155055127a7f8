#!/usr/bin/env node
// Plain JavaScript for any Node from 20 on: help needs nothing else, everything else is in src/cli.
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import module from 'node:module'
import { dirname } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { commands } from './commands.mjs'
import { findNewerNode, neededNode, runningNode } from './find-node.mjs'
import { helpFor } from './help.mjs'

const args = process.argv.slice(2)
const help = helpFor(args)

// `cambium ... | head` closes the pipe early, which is no fault
process.stdout.on('error', (error) => {
  if (error.code !== 'EPIPE') throw error
})

if (help !== null) process.stdout.write(help)
else if (args[0] === '--version' || args[0] === '-v') process.stdout.write(`${version()}\n`)
else if (runningNode() >= neededNode) await run()
else runOnNewerNode()

async function run() {
  module.enableCompileCache?.()
  const { main } = await import('../src/cli/index.ts')
  process.exitCode = await main(args, { commands, version: version() })
}

function runOnNewerNode() {
  const node = findNewerNode([process.cwd(), dirname(fileURLToPath(import.meta.url))])
  if (node === null) {
    process.stderr.write(
      `Cambium needs Node ${neededNode} or newer, and this is ${process.versions.node}: install it, or run "npm install" in a project that brings its own.\n`,
    )
    process.exitCode = 3
    return
  }
  const child = spawn(node, [fileURLToPath(import.meta.url), ...args], { stdio: 'inherit' })
  // both receive Ctrl-C from the terminal: this one waits for the other to end
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => child.kill(signal))
  child.on('exit', (code, signal) => {
    process.exitCode = code ?? (signal === 'SIGINT' ? 130 : 1)
  })
}

function version() {
  return JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')).version
}
