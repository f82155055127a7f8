import type { Load, LoadTool } from './load.ts'
import { type Measured, measure } from './measure.ts'
import type { Operation, Options } from './options.ts'
import type { ServerProcess } from './server-process.ts'
import type { ServerName } from './servers.ts'
import type { Cell } from './summary.ts'
import type { Target } from './targets.ts'

export interface Running {
  readonly tool: LoadTool
  readonly targets: readonly Target[]
  readonly servers: { readonly [Name in ServerName]: ServerProcess }
  say(sentence: string): void
}

interface Planned {
  readonly target: string
  readonly operation: Operation
  readonly server: ServerProcess
  readonly load: Load
  readonly rounds: Measured[]
}

const warmUpSeconds = 1

/** Measures every target once a round, one after the other, so that what disturbs the machine disturbs all. */
export async function runRounds(options: Options, running: Running): Promise<Cell[]> {
  const { connections, rounds, seconds } = options
  const planned = plan(options, running)
  for (let round = 0; round <= rounds; round++) {
    running.say(round === 0 ? 'Warming up' : `Round ${round} of ${rounds}`)
    for (const { server, load, rounds: measured } of planned) {
      const isWarmUp = round === 0
      const duration = isWarmUp ? warmUpSeconds : seconds
      const seen = await measure(running.tool, { server, load, seconds: duration, connections })
      if (!isWarmUp) measured.push(seen)
    }
  }
  return planned
}

/** Targets of one operation stand side by side: a ratio is then one of neighbours in time. */
function plan({ only }: Options, { targets, servers }: Running): Planned[] {
  return only.flatMap((operation) =>
    targets.map((target) => {
      const server = servers[target.server]
      const load = { port: server.port, requests: target.requests[operation] }
      return { target: target.name, operation, server, load, rounds: [] }
    }),
  )
}
