import {
  type Badge,
  type Dialect,
  type Operation,
  operationWords,
  planScript,
  rebuiltTables,
  riskOf,
} from '../../plan/index.ts'
import type { Terminal } from '../command.ts'

const colours: { readonly [Name in Badge]: number } = {
  safe: 32,
  locks: 33,
  rewrites: 33,
  'loses data': 31,
}

const names = { sqlite: 'SQLite', postgres: 'PostgreSQL' } as const

/** Shows the steps of a plan with a badge each and what it means, then the SQL of each database. */
export function showPlan(
  terminal: Terminal,
  operations: readonly Operation[],
  dialects: readonly Dialect[],
): void {
  const rebuilt = rebuiltTables(operations)
  for (const operation of operations) {
    const { badge, means } = riskOf(operation, rebuilt, dialects)
    const text = `[${badge}]`.padEnd(12)
    const shown = terminal.colour ? `\u001b[${colours[badge]}m${text}\u001b[0m` : text
    terminal.say(`  ${shown} ${operationWords(operation)}: ${means}`)
  }
  for (const dialect of dialects) {
    if (dialects.length > 1) terminal.say(`\n${names[dialect]}`)
    terminal.say(`\n${planScript(operations, dialect).trimEnd()}`)
  }
}

/** The steps as `--json` prints them. */
export function plannedSteps(operations: readonly Operation[]): object[] {
  const rebuilt = rebuiltTables(operations)
  return operations.map((operation) => ({
    does: operationWords(operation),
    class: operation.class,
    reversible: operation.reversible,
    ...riskOf(operation, rebuilt),
  }))
}
