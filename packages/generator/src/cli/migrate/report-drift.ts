import type { ModelIR } from '@cambium/model/ir'
import { differenceWords, keepWords, type TableDrift, wayBack } from '../../drift/index.ts'
import type { Dialect } from '../../plan/index.ts'
import type { Terminal } from '../command.ts'

/** Where a database differs. */
export interface DriftReport {
  drift: readonly TableDrift[]
  dialect: Dialect
  /** Of the newest migration. */
  model: ModelIR
}

/** Says every difference in words, with the SQL that takes it back and what would keep it. */
export function reportDrift(terminal: Terminal, report: DriftReport): void {
  const at = new Date()
  for (const one of report.drift) {
    for (const difference of one.differences) terminal.say(`  ${differenceWords(difference)}`)
    terminal.say('    to bring the database back:')
    for (const statement of wayBack(one, report.dialect, at)) {
      terminal.say(`${indented(statement)};`)
    }
    terminal.say('    to keep it:')
    for (const words of keepingOf(one, report.model)) terminal.say(`      ${words}`)
    terminal.say('')
  }
}

/** The differences as `--json` prints them. */
export function driftAsJson({ drift, dialect, model }: DriftReport): object[] {
  const at = new Date()
  return drift.map((one) => ({
    table: one.table,
    differences: one.differences.map((difference) => ({
      ...difference,
      says: differenceWords(difference),
      keep: keepWords(difference, model),
    })),
    restore: wayBack(one, dialect, at),
  }))
}

function keepingOf({ differences }: TableDrift, model: ModelIR): string[] {
  return [...new Set(differences.map((difference) => keepWords(difference, model)))]
}

function indented(statement: string): string {
  return statement.replaceAll(/^/gm, '      ')
}
