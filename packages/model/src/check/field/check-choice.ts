import type { ChoiceIR, JsonValue } from '../../ir/index.ts'
import type { FieldDraft } from '../draft.ts'
import type { Report } from '../finding.ts'
import { nearestName } from '../nearest-name.ts'
import { asObject, describe } from '../source-model.ts'

/** The choices of a field with what is right of its labels and transitions. */
export function choiceOf({ values, options }: FieldDraft): ChoiceIR {
  const labels = Object.entries(asObject(options.labels) ?? {}).flatMap(([value, label]) =>
    values.includes(value) && typeof label === 'string' ? [[value, label]] : [],
  )
  const transitions = asObject(options.transitions)
  return {
    values: [...new Set(values)],
    labels: Object.fromEntries(labels),
    transitions:
      transitions === null
        ? null
        : Object.fromEntries(
            Object.entries(transitions).map(([from, to]) => [
              from,
              Array.isArray(to) ? to.map(String) : [],
            ]),
          ),
  }
}

/** Reports choices that are none, or named twice, and labels and transitions that speak of others. */
export function checkChoice(field: FieldDraft, report: Report): void {
  const { values, options, path } = field
  if (values.length === 0) {
    report.error('CAM127', [...path, 'values'], 'A choice needs one value at least', {
      hint: "choice(['draft', 'published'])",
    })
  }
  values.forEach((value, at) => {
    const place = [...path, 'values', String(at)]
    if (value.trim() === '') report.error('CAM127', place, 'A choice cannot be an empty text')
    else if (values.indexOf(value) < at)
      report.error('CAM127', place, `The choice "${value}" is named twice`)
  })
  for (const [value, label] of Object.entries(asObject(options.labels) ?? {})) {
    const place = [...path, 'labels', value]
    if (!values.includes(value)) unknownValue(value, { code: 'CAM129', place, values, report })
    else if (typeof label !== 'string') {
      report.error('CAM121', place, `The label of "${value}" is ${describe(label)}`, {
        hint: 'It takes a text',
      })
    }
  }
  for (const [from, to] of Object.entries(asObject(options.transitions) ?? {})) {
    checkTransition(field, { from, to, report })
  }
}

function checkTransition(
  { values, path }: FieldDraft,
  { from, to, report }: { from: string; to: JsonValue; report: Report },
): void {
  const place = [...path, 'transitions', from]
  if (!values.includes(from)) unknownValue(from, { code: 'CAM128', place, values, report })
  if (!Array.isArray(to)) {
    const message = `The transitions of "${from}" are ${describe(to)}`
    report.error('CAM121', place, message, { hint: 'They take a list of states, [] for none' })
    return
  }
  to.forEach((state, at) => {
    if (typeof state === 'string' && values.includes(state)) return
    unknownValue(typeof state === 'string' ? state : describe(state), {
      code: 'CAM128',
      place: [...place, String(at)],
      values,
      report,
    })
  })
}

function unknownValue(
  value: string,
  {
    code,
    place,
    values,
    report,
  }: { code: string; place: string[]; values: string[]; report: Report },
): void {
  report.error(code, place, `"${value}" is not among the choices`, {
    hint: `They are: ${values.join(', ')}`,
    nearest: nearestName(value, values),
  })
}
