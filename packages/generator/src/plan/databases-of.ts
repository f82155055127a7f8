import type { ModelIR } from '@cambium/model'
import type { Dialect } from './render-plan.ts'

const all: readonly Dialect[] = ['sqlite', 'postgres']

/** The databases a project is for: both unless its settings name one. */
export function databasesOf({ extra }: ModelIR): readonly Dialect[] {
  const named = Array.isArray(extra.databases) ? extra.databases : []
  const wanted = all.filter((dialect) => named.includes(dialect))
  return wanted.length === 0 ? all : wanted
}
