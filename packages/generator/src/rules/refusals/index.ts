import {
  type DiagnosticEntry,
  type RuleDiagnostic,
  ruleDiagnostics,
} from '@cambium/model/diagnostics'

/** One entry of the closed table of refusals, for `cambium explain CODE` and docs/reference/rules.md. */
export type Refusal = DiagnosticEntry

/** Why a rule, check or formula may be refused: new ones go into the table of diagnostics in the model package. */
export type RefusalName = RuleDiagnostic

/** The closed table of refusals, by name. */
export const refusals: Readonly<Record<RefusalName, Refusal>> = ruleDiagnostics

/** The same table in the order of its codes. */
export const ruleRefusals: readonly Refusal[] = Object.values(refusals).sort((a, b) =>
  a.code < b.code ? -1 : 1,
)
