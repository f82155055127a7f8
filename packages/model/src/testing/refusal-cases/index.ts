import { accessCases } from './access-cases.ts'
import { accountCases } from './account-cases.ts'
import { fieldCases } from './field-cases.ts'
import { keyCases } from './key-cases.ts'
import { nameCases } from './name-cases.ts'
import type { RefusalCase } from './refusal-case.ts'
import { relationCases } from './relation-cases.ts'

export type { RefusalCase } from './refusal-case.ts'

/** Every way a model can be refused, once at least. */
export const refusalCases: RefusalCase[] = [
  ...nameCases,
  ...fieldCases,
  ...relationCases,
  ...keyCases,
  ...accessCases,
  ...accountCases,
]
