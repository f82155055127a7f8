import type { FieldDraft } from '../draft.ts'
import type { Report } from '../finding.ts'
import { checkChoice } from './check-choice.ts'
import { checkElement } from './check-element.ts'
import { checkLimits } from './limits.ts'

/** Reports what is wrong with a value that is passed and not kept: its limits, its choices, what it lists. */
export function checkValue(field: FieldDraft, report: Report): void {
  checkLimits(field, report)
  if (field.kind === 'choice') checkChoice(field, report)
  if (field.kind === 'list') checkElement(field, report)
}
