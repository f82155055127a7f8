import { type Measured, median, spread } from './measure.ts'
import type { Operation } from './options.ts'

/** What all rounds of one target and operation say. */
export interface Cell {
  readonly target: string
  readonly operation: Operation
  readonly rounds: readonly Measured[]
}

export interface Results {
  /** Rule and caller on, of what bare node:http answers in the same round. */
  readonly ratios: { readonly [operation: string]: number }
  /** The shop itself, in the same way. */
  readonly shopRatios: { readonly [operation: string]: number }
  /** The same caller with rule and hooks, of without. */
  readonly hookAndRule: { readonly [operation: string]: number }
  /** Somebody signed in by cookie, with the rule, of somebody who is not without one. */
  readonly sessionAndRule: { readonly [operation: string]: number }
  readonly memoryMegabytes: { readonly idle: number; readonly underLoad: number }
  readonly bootMs: number
  readonly cells: readonly CellSummary[]
  readonly conditions: { readonly [name: string]: string | number }
}

export interface CellSummary {
  readonly target: string
  readonly operation: Operation
  readonly ofBare: number
  /** The CPU time of bare node:http for one request, as a part of this one's: what the rate would be with a core to itself. */
  readonly ofBareByCpu: number
  readonly perSecond: number
  /** Half of highest less lowest round, as a part of the median. */
  readonly spread: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly cpuMicroseconds: number
  readonly cores: number
}

/** Medians over the rounds; ratios are taken in each round, between neighbours in time, before their median is. */
export function summarise(cells: readonly Cell[]): CellSummary[] {
  return cells.map(({ target, operation, rounds }) => {
    const of = (pick: (round: Measured) => number) => median(rounds.map(pick))
    return {
      target,
      operation,
      ofBare: ratioOf(cells, operation, [target, 'bare']),
      ofBareByCpu: bareCpuOf(cells, operation) / of((round) => round.cpuMicroseconds),
      perSecond: of((round) => round.perSecond),
      spread: spread(rounds.map((round) => round.perSecond)),
      p50Ms: of((round) => round.p50Ms),
      p99Ms: of((round) => round.p99Ms),
      cpuMicroseconds: of((round) => round.cpuMicroseconds),
      cores: of((round) => round.cores),
    }
  })
}

function bareCpuOf(cells: readonly Cell[], operation: Operation): number {
  const bare = cells.find((cell) => cell.target === 'bare' && cell.operation === operation)
  return median((bare?.rounds ?? []).map((round) => round.cpuMicroseconds))
}

/** The rate of one target as a part of another's, for every operation that was measured. */
export function ratios(cells: readonly Cell[], pair: Pair): { [operation: string]: number } {
  const operations = new Set(cells.map(({ operation }) => operation))
  return Object.fromEntries([...operations].map((name) => [name, ratioOf(cells, name, pair)]))
}

type Pair = readonly [target: string, base: string]

function ratioOf(cells: readonly Cell[], operation: Operation, [target, base]: Pair): number {
  const roundsOf = (name: string) =>
    cells.find((cell) => cell.target === name && cell.operation === operation)?.rounds ?? []
  const bases = roundsOf(base)
  const each = roundsOf(target).map((round, at) => round.perSecond / (bases[at]?.perSecond ?? 0))
  return Math.round(median(each) * 1000) / 1000
}
