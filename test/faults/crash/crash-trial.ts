import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Outcome, Trial, TrialOptions } from '../outcome.ts'
import { createWorkspace, startShop } from '../server/index.ts'
import { checkShop, type Findings } from './check-shop.ts'
import { prepareShop } from './prepare-shop.ts'
import { startWriters, type Writing } from './writers.ts'

/** Kill -9 under 64 writers, again and again on the same files. */
export const crashTrial: Trial = {
  name: 'crash',
  shows: 'kill -9 at random moments under 64 writers, whose every order changes three tables',
  run: runRounds,
}

/** After so many rounds a new database: checking one that only grows would take all the time. */
const roundsPerDatabase = 20
const earlyKillsIn = 10

interface Totals {
  findings: { -readonly [Name in keyof Findings]: number }
  killedEarly: number
  acknowledged: number
  cancelled: number
  refused: number
  unanswered: number
  repeated: number
  hasIdempotency: boolean
  surprises: string[]
}

async function runRounds({ rounds, report }: TrialOptions): Promise<Outcome> {
  const totals = noTotals()
  for (let done = 0; done < rounds; done += roundsPerDatabase) {
    const { folder, remove } = createWorkspace()
    try {
      const path = join(folder, 'app.db')
      const writing = await prepareShop(path)
      totals.hasIdempotency = writing.hasIdempotency
      const last = Math.min(done + roundsPerDatabase, rounds)
      for (let round = done; round < last; round++) {
        await crashOnce(path, writing, totals)
        const findings = checkShop(path, folder, writing.ledger)
        rmSync(join(folder, 'copy.db'))
        note(totals, findings)
        report(`round ${round + 1} of ${rounds}: ${writing.ledger.intents.length} orders sent`)
      }
      addLedger(totals, writing)
    } finally {
      remove()
    }
  }
  return outcomeOf(rounds, totals)
}

/** Starts the server on what the last one left, lets 64 writers at it, and kills it. */
async function crashOnce(path: string, writing: Writing, totals: Totals): Promise<void> {
  if (Math.random() * earlyKillsIn < 1) {
    totals.killedEarly++
    const early = await startShop({ path, killAfterMs: Math.random() * 600 })
    await early?.end('SIGKILL')
    return
  }
  const server = await startShop({ path })
  if (server === undefined) return
  const { ended } = startWriters(server.origin, writing)
  await wait(50 + Math.random() * 600)
  await server.end('SIGKILL')
  await ended
}

function note({ findings }: Totals, found: Findings): void {
  // What is wrong stays wrong in the rounds that follow: the worst round counts.
  for (const name of Object.keys(findings) as (keyof Findings)[]) {
    findings[name] = Math.max(findings[name], found[name])
  }
}

function addLedger(totals: Totals, { ledger }: Writing): void {
  const count = (state: string): number =>
    ledger.intents.filter((intent) => intent.state === state).length
  totals.acknowledged += count('acknowledged')
  totals.refused += count('refused')
  totals.unanswered += count('open')
  totals.cancelled += ledger.intents.filter((one) => one.cancelled === 'acknowledged').length
  totals.repeated += ledger.repeated
  totals.surprises.push(...ledger.surprises)
}

function noTotals(): Totals {
  return {
    findings: { lost: 0, halfApplied: 0, duplicates: 0, refusedYetStored: 0, damaged: 0 },
    killedEarly: 0,
    acknowledged: 0,
    cancelled: 0,
    refused: 0,
    unanswered: 0,
    repeated: 0,
    hasIdempotency: false,
    surprises: [],
  }
}

function outcomeOf(rounds: number, totals: Totals): Outcome {
  const { findings, surprises, hasIdempotency } = totals
  const promises: [value: number, what: string][] = [
    [findings.lost, 'acknowledged writes lost'],
    [findings.halfApplied, 'half-applied transactions'],
    [findings.duplicates, 'orders stored twice'],
    [findings.refusedYetStored, 'orders refused and yet stored'],
    [findings.damaged, 'problems found by integrity_check and foreign_key_check'],
  ]
  const retries = hasIdempotency ? totals.repeated : 'none: the server takes no Idempotency-Key'
  return {
    rows: [
      { what: 'kills', value: `${rounds}, of which ${totals.killedEarly} during the start` },
      { what: 'orders acknowledged', value: totals.acknowledged },
      { what: 'cancellations acknowledged', value: totals.cancelled },
      { what: 'orders refused', value: totals.refused },
      { what: 'orders never answered', value: totals.unanswered },
      { what: 'retries answered from memory', value: retries },
      ...promises.map(([value, what]) => ({ what, value })),
    ],
    failures: [
      ...promises.filter(([value]) => value > 0).map(([value, what]) => `${value} ${what}`),
      ...surprises,
    ],
  }
}
