import type { ElementIR, FieldKind } from '../../ir/index.ts'
import type { FieldDraft } from '../draft.ts'
import type { Report } from '../finding.ts'
import { checkChoice, choiceOf } from './check-choice.ts'
import { checkLimits, limitsOf } from './limits.ts'
import { isKind, valueForms } from './value-forms.ts'

const simple = new Set([
  'text',
  'email',
  'url',
  'slug',
  'int',
  'float',
  'money',
  'decimal',
  'bigint',
  'bool',
  'date',
  'datetime',
  'time',
  'duration',
  'uuid',
  'choice',
])
const allowed = new Set([
  'min',
  'max',
  'step',
  'pattern',
  'scale',
  'precision',
  'currency',
  'labels',
  'doc',
])
const allowedOfComputed = new Set([...allowed, 'required'])

/** What a list holds, or the declared type of a computed field. */
export function elementOf(element: FieldDraft): ElementIR | null {
  const kind = element.kind
  const form = valueForms[kind]
  if (form === undefined || !isKind(kind)) return null
  return {
    kind: kind satisfies FieldKind,
    value: form.value,
    limits: limitsOf(element),
    choice: kind === 'choice' ? choiceOf(element) : null,
  }
}

/** Reports an element that is no simple value, or has options that only a field of its own can have. */
export function checkElement(field: FieldDraft, report: Report): void {
  const { element, kind, path } = field
  const place = [...path, 'element']
  const isComputed = kind === 'computed'
  if (element === null || !(simple.has(element.kind) || (isComputed && element.kind === 'json'))) {
    const what = element === null ? 'nothing' : `${element.kind}()`
    const message = isComputed
      ? `The type of a computed field is ${what}`
      : `A list of ${what} cannot be kept`
    report.error('CAM132', place, message, { hint: `It takes one of: ${[...simple].join(', ')}` })
    return
  }
  for (const name of Object.keys(element.options)) {
    if ((isComputed ? allowedOfComputed : allowed).has(name)) continue
    report.error('CAM132', [...place, name], `"${name}" has no meaning inside ${kind}()`, {
      hint: isComputed
        ? 'Put it behind the formula'
        : 'Put it behind the element: list(text(), { ... })',
    })
  }
  checkLimits(element, report)
  if (element.kind === 'choice') checkChoice(element, report)
}
