import { parseArgs } from 'node:util'

/** The operations that are measured. */
export const operations = ['get', 'list', 'create', 'update'] as const

export type Operation = (typeof operations)[number]

/** What the command line asks for. */
export interface Options {
  readonly rounds: number
  /** How long one measurement of one target lasts; wrk knows whole seconds only. */
  readonly seconds: number
  readonly connections: number
  readonly only: readonly Operation[]
  readonly cpuProfile: boolean
  /** Milliseconds every flush of the disk takes longer; 0 for the disk as it is. */
  readonly slowDiskMs: number
  /** `wrk` where it is installed, else `autocannon`. */
  readonly tool: string | undefined
}

/** Reads the command line; throws for what it does not know. */
export function readOptions(args: readonly string[]): Options {
  const { values } = parseArgs({
    args: [...args],
    options: {
      rounds: { type: 'string', default: '5' },
      seconds: { type: 'string', default: '1' },
      connections: { type: 'string', default: '50' },
      only: { type: 'string', default: operations.join(',') },
      'cpu-prof': { type: 'boolean', default: false },
      'slow-disk': { type: 'boolean', default: false },
      tool: { type: 'string' },
    },
  })
  const wanted = values.only.split(',')
  const unknown = wanted.find((name) => !(operations as readonly string[]).includes(name))
  if (unknown !== undefined) throw new Error(`There is no operation "${unknown}"`)
  return {
    rounds: positive(values.rounds),
    seconds: positive(values.seconds),
    connections: positive(values.connections),
    only: operations.filter((name) => wanted.includes(name)),
    cpuProfile: values['cpu-prof'],
    slowDiskMs: values['slow-disk'] ? 2 : 0,
    tool: values.tool,
  }
}

function positive(text: string): number {
  const number = Number(text)
  if (number > 0) return number
  throw new Error(`Not a positive number: ${text}`)
}
