import { type GrammarRefusal, grammarRefusals } from './grammar-refusals.ts'
import { type MeaningRefusal, meaningRefusals } from './meaning-refusals.ts'
import type { Refusal } from './refusal.ts'

export type { Refusal } from './refusal.ts'

/** Why a rule, check or formula may be refused. */
export type RefusalName = GrammarRefusal | MeaningRefusal

/** The closed table of refusals, by name. */
export const refusals: Readonly<Record<RefusalName, Refusal>> = {
  ...grammarRefusals,
  ...meaningRefusals,
}

/** The same table in the order of its codes. */
export const ruleRefusals: readonly Refusal[] = Object.values(refusals).sort((a, b) =>
  a.code < b.code ? -1 : 1,
)
