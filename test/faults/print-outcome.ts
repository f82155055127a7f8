import type { Outcome, Trial } from './outcome.ts'

/** The table of one trial, as text. */
export function printOutcome(trial: Trial, { rows, failures }: Outcome): string {
  const width = Math.max(...rows.map(({ what }) => what.length), 0)
  const lines = rows.map(({ what, value }) => `  ${what.padEnd(width)}  ${value}`)
  const verdict =
    failures.length === 0
      ? ['  every promise kept']
      : failures.slice(0, 20).map((failure) => `  BROKEN: ${failure}`)
  return [`${trial.name}: ${trial.shows}`, ...lines, ...verdict, ''].join('\n')
}
