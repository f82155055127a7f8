import type { DefaultIR, JsonValue } from '../../ir/index.ts'
import type { FieldDraft } from '../draft.ts'
import type { Report } from '../finding.ts'
import { nearestName } from '../nearest-name.ts'
import { describe } from '../source-model.ts'
import { brokenLimit } from './compare-values.ts'
import { limitsOf } from './limits.ts'
import { valueForms } from './value-forms.ts'

const servedNow = new Set(['date', 'datetime', 'time'])

/** The default of a field, `null` when it has none or it cannot be one. */
export function defaultOf(field: FieldDraft): DefaultIR | null {
  const { kind, options } = field
  const value = options.default
  if (value === undefined) return null
  if (servedNow.has(kind) && value === 'now') return { server: 'now' }
  if (kind === 'uuid' && value === 'uuid') return { server: 'uuid' }
  if (kind === 'one') return value === 'currentUser' ? { server: 'currentUser' } : null
  const literal = literalOf(field, value)
  return literal === undefined || problemOf(field, literal) !== null ? null : { literal }
}

/** Reports a default that is of the wrong type, outside the choices or outside the limits. */
export function checkDefault(field: FieldDraft, report: Report): void {
  const { kind, options, path, values } = field
  const value = options.default
  if (value === undefined || defaultOf(field) !== null) return
  const at = [...path, 'default']
  const literal = literalOf(field, value)
  if (kind === 'one') {
    report.error('CAM124', at, `The default of a relation is ${describe(value)}`, {
      hint: "The only default of a relation is 'currentUser'.",
    })
  } else if (literal === undefined) {
    const hint = `It takes ${valueForms[kind]?.says}${serverDefault(kind)}`
    report.error('CAM124', at, `The default of ${kind}() is ${describe(value)}`, { hint })
  } else if (kind === 'choice') {
    report.error('CAM126', at, `The default ${describe(value)} is not among the choices`, {
      hint: `They are: ${values.join(', ')}`,
      nearest: nearestName(String(value), values),
    })
  } else {
    report.error('CAM125', at, `The default ${describe(value)} ${problemOf(field, literal)}`)
  }
}

function serverDefault(kind: string): string {
  if (servedNow.has(kind)) return ", or 'now'"
  return kind === 'uuid' ? ", or 'uuid' for a new one each time" : ''
}

function literalOf({ kind, element }: FieldDraft, value: JsonValue): JsonValue | undefined {
  const literal = value === null ? undefined : valueForms[kind]?.read(value)
  if (kind !== 'list' || !Array.isArray(literal) || element === null) return literal
  const elements = literal.map((item) => literalOf(element, item))
  return elements.every((item) => item !== undefined) ? elements : undefined
}

function problemOf(field: FieldDraft, literal: JsonValue): string | null {
  const { kind, element, values } = field
  if (kind === 'choice' && !values.includes(String(literal))) return 'is not among the choices'
  const broken = brokenLimit(kind, literal, limitsOf(field))
  if (broken !== null || element === null || !Array.isArray(literal)) return broken
  const inner = literal.map((item) => problemOf(element, item)).find((problem) => problem !== null)
  return inner === undefined ? null : `has an element that ${inner}`
}
