import type { FieldDraft } from '../draft.ts'
import type { Report } from '../finding.ts'
import { checkChoice } from './check-choice.ts'
import { checkContradictions } from './check-contradictions.ts'
import { checkElement } from './check-element.ts'
import { checkLimits } from './limits.ts'
import { checkDefault } from './read-default.ts'

/** Reports everything that is wrong with a field by itself. */
export function checkField(field: FieldDraft, report: Report): void {
  const { kind, path, options } = field
  if (kind !== 'file' && kind !== 'image') checkLimits(field, report)
  if (kind === 'choice') checkChoice(field, report)
  if (kind === 'list' || kind === 'computed') checkElement(field, report)
  if (kind === 'computed' && field.formula === null) {
    report.error('CAM133', path, `The computed field "${field.name}" has no formula`, {
      hint: "Write: computed(text(), (row) => row.firstName + ' ' + row.lastName)",
    })
  }
  if (kind === 'vector' && options.dimensions === undefined) {
    report.error('CAM121', path, 'vector() needs "dimensions"', {
      hint: 'Write: vector({ dimensions: 768 })',
    })
  }
  checkDefault(field, report)
  checkContradictions(field, report)
}
