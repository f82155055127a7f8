import { accessDiagnostics } from './access-diagnostics.ts'
import type { DiagnosticEntry } from './diagnostic-entry.ts'
import { fieldDiagnostics } from './field-diagnostics.ts'
import { logicDiagnostics } from './logic-diagnostics.ts'
import { nameDiagnostics } from './name-diagnostics.ts'
import { projectDiagnostics } from './project-diagnostics.ts'
import { relationDiagnostics } from './relation-diagnostics.ts'
import { type GrammarDiagnostic, grammarDiagnostics } from './rule-grammar-diagnostics.ts'
import { type MeaningDiagnostic, meaningDiagnostics } from './rule-meaning-diagnostics.ts'

export type { DiagnosticEntry } from './diagnostic-entry.ts'
export { renderDiagnosticsPage } from './render-diagnostics-page.ts'

/** Names of what can be wrong inside an arrow. */
export type RuleDiagnostic = GrammarDiagnostic | MeaningDiagnostic

/** What can be wrong inside an arrow, by name. */
export const ruleDiagnostics: Readonly<Record<RuleDiagnostic, DiagnosticEntry>> = {
  ...grammarDiagnostics,
  ...meaningDiagnostics,
}

/** Every diagnostic there is, in the order of the codes: CAM1xx the model, 2xx rules, 3xx files, 4xx generation, 5xx logic. */
export const diagnostics: readonly DiagnosticEntry[] = [
  ...nameDiagnostics,
  ...fieldDiagnostics,
  ...relationDiagnostics,
  ...accessDiagnostics,
  ...Object.values(ruleDiagnostics),
  ...projectDiagnostics,
  ...logicDiagnostics,
].toSorted((left, right) => (left.code < right.code ? -1 : 1))
