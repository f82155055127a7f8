// Breaks a running shop in every way we know and says what became of its promises: docs/operations/durability.md.
import process from 'node:process'
import { parseArgs } from 'node:util'
import { crashTrial } from './crash/index.ts'
import { diskTrial } from './disk/index.ts'
import { hostileTrial } from './hostile/index.ts'
import { instancesTrial } from './instances/index.ts'
import { jobsPostgresTrial, jobsTrial } from './jobs/index.ts'
import { migrateTrial } from './migrate/index.ts'
import { outboxPostgresTrial, outboxTrial } from './outbox/index.ts'
import type { Trial } from './outcome.ts'
import { postgresTrial } from './postgres/index.ts'
import { printOutcome } from './print-outcome.ts'
import { stopTrial } from './stop/index.ts'
import { workflowsPostgresTrial, workflowsTrial } from './workflows/index.ts'

const trials: readonly Trial[] = [
  crashTrial,
  diskTrial,
  stopTrial,
  hostileTrial,
  jobsTrial,
  outboxTrial,
  workflowsTrial,
  migrateTrial,
  postgresTrial,
  instancesTrial,
  jobsPostgresTrial,
  outboxPostgresTrial,
  workflowsPostgresTrial,
]

const { values } = parseArgs({
  options: {
    long: { type: 'boolean', default: false },
    rounds: { type: 'string' },
    rows: { type: 'string', default: '20000' },
    verbose: { type: 'boolean', default: false },
    only: { type: 'string', multiple: true },
  },
})
const rounds = Number(values.rounds ?? (values.long ? 200 : 20))
const rows = Number(values.rows)
const names = trials.map(({ name }) => name)
const unknown = (values.only ?? []).find((name) => !names.includes(name))
if (unknown !== undefined || !isCount(rounds) || !isCount(rows)) {
  process.stderr.write(
    `Usage: npm run test:faults -- [--long] [--rounds N] [--rows N] [--only ${names.join(' | ')}] [--verbose]\n`,
  )
  process.exit(2)
}

for (const trial of trials) {
  const isWanted = values.only?.includes(trial.name) ?? trial.onlyWhenNamed !== true
  if (!isWanted) continue
  const startedAt = Date.now()
  const outcome = await trial.run({ rounds, rows, isLong: values.long, report })
  const seconds = Math.round((Date.now() - startedAt) / 1000)
  process.stdout.write(
    `${printOutcome(trial, { ...outcome, rows: [...outcome.rows, { what: 'seconds', value: seconds }] })}\n`,
  )
  if (outcome.failures.length > 0) process.exitCode = 1
}

function isCount(value: number): boolean {
  return Number.isInteger(value) && value > 0
}

/** Progress goes to standard error, so that standard output is the table. */
function report(line: string): void {
  if (values.verbose) process.stderr.write(`${line}\n`)
  else if (process.stderr.isTTY) process.stderr.write(`\r${line.padEnd(100)}\r`)
}
