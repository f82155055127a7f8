import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { createAutocannon } from './autocannon.ts'
import type { LoadTool } from './load.ts'
import { median } from './measure.ts'
import { type Options, readOptions } from './options.ts'
import { printResults } from './print-results.ts'
import { summariseProfile } from './profile.ts'
import { copyProject } from './project-copy.ts'
import { fillProject, fillShop } from './project-rows.ts'
import { runRounds } from './run-rounds.ts'
import { startAll } from './servers.ts'
import { slowDisk } from './slow-disk.ts'
import { type Results, ratios, summarise } from './summary.ts'
import { makeTargets } from './targets.ts'
import { createWrk, hasWrk } from './wrk.ts'

const output = join(import.meta.dirname, '../../bench')
const work = join(output, 'work')

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => process.exit(1))

await main(readOptions(process.argv.slice(2)))

async function main(options: Options): Promise<void> {
  mkdirSync(work, { recursive: true })
  const tool = toolOf(options)
  say(`Generating and filling two projects under ${work} ...`)
  const project = await copyProject('test/bench/project', join(work, 'project'))
  const shop = await copyProject('examples/shop', join(work, 'shop'))
  const targets = await makeTargets(fillProject(project.database), fillShop(shop.database))
  const started = await startAll({
    folders: { project: project.folder, shop: shop.folder },
    work,
    targets,
    cpuProfile: options.cpuProfile,
    env: slowDisk(work, options.slowDiskMs),
  })
  say(`Measuring with ${tool.name}, ${options.rounds} rounds of ${options.seconds} s ...`)
  const idle = started.servers.shop.residentMegabytes()
  const cells = await runRounds(options, { tool, targets, servers: started.servers, say })
  const loaded = cells
    .filter(({ target }) => target === 'shop')
    .flatMap(({ rounds }) => rounds.map((round) => round.residentMegabytes))
  await started.stop()
  const results: Results = {
    ratios: ratios(cells, ['owned', 'bare']),
    shopRatios: ratios(cells, ['shop', 'bare']),
    hookAndRule: ratios(cells, ['hooked', 'caller']),
    sessionAndRule: ratios(cells, ['session', 'open']),
    memoryMegabytes: { idle, underLoad: Math.max(...loaded) },
    bootMs: median(started.bootMs),
    cells: summarise(cells),
    conditions: { ...conditionsOf(options), tool: tool.name },
  }
  writeFileSync(join(output, 'results.json'), `${JSON.stringify(results, null, 2)}\n`)
  process.stdout.write(printResults(results))
  if (options.cpuProfile) process.stdout.write(`${summariseProfile(join(work, 'profile'))}\n`)
}

function toolOf({ tool }: Options): LoadTool {
  const isWrk = tool === undefined ? hasWrk() : tool === 'wrk'
  return isWrk ? createWrk(work) : createAutocannon()
}

function conditionsOf(options: Options): { [name: string]: string | number } {
  const { rounds, seconds, connections, slowDiskMs } = options
  return { node: process.version, rounds, seconds, connections, slowDiskMs }
}

function say(sentence: string): void {
  process.stderr.write(`${sentence}\n`)
}
