import type { JsonValue, LimitsIR } from '../../ir/index.ts'
import type { FieldDraft } from '../draft.ts'
import type { Report } from '../finding.ts'
import { describe } from '../source-model.ts'
import { isBelow } from './compare-values.ts'
import { valueForms } from './value-forms.ts'

const valueLimited = new Set(['decimal', 'bigint', 'date', 'datetime', 'time'])

/** The limits of a field in the form of its values. Limits that make no sense are left out. */
export function limitsOf(field: FieldDraft): LimitsIR {
  const { options, kind } = field
  const limits: LimitsIR = {}
  const min = readLimit(field, options.min)
  const max = readLimit(field, options.max)
  if (min !== undefined) limits.min = min
  if (max !== undefined) limits.max = max
  if (typeof options.step === 'number') limits.step = options.step
  if (typeof options.pattern === 'string' && isPattern(options.pattern))
    limits.pattern = options.pattern
  if (kind === 'decimal' || typeof options.scale === 'number')
    limits.scale = numberOr(options.scale, 2)
  if (kind === 'decimal') limits.precision = numberOr(options.precision, 18)
  if (typeof options.currency === 'string') limits.currency = options.currency
  return limits
}

/** Reports limits that are of the wrong form, contradict each other or cannot be kept. */
export function checkLimits(field: FieldDraft, report: Report): void {
  const { options, path, kind } = field
  for (const name of ['min', 'max']) {
    const value = options[name]
    if (value !== undefined && valueLimited.has(kind) && readLimit(field, value) === undefined) {
      const message = `"${name}" of ${kind}() is ${describe(value)}`
      report.error('CAM121', [...path, name], message, {
        hint: `It takes ${valueForms[kind]?.says}`,
      })
    }
  }
  const { min, max } = limitsOf(field)
  if (min !== undefined && max !== undefined && isBelow(max, min)) {
    report.error(
      'CAM122',
      [...path, 'min'],
      `The minimum ${min} is above the maximum ${max}: no value would be right`,
    )
  }
  if (typeof options.pattern === 'string' && !isPattern(options.pattern)) {
    report.error(
      'CAM123',
      [...path, 'pattern'],
      `"${options.pattern}" is not a regular expression`,
      {
        hint: 'JavaScript syntax with the u flag, without slashes',
      },
    )
  }
  if (kind === 'decimal') checkDigits(field, report)
}

function checkDigits({ options, path }: FieldDraft, report: Report): void {
  const precision = numberOr(options.precision, 18)
  const scale = numberOr(options.scale, 2)
  if (precision > 18) {
    report.error('CAM131', [...path, 'precision'], 'A decimal has 18 digits at most', {
      hint: 'Larger amounts: bigint() of smaller units',
    })
  }
  if (scale > precision) {
    const message = `${scale} digits after the point do not fit in ${precision} digits`
    report.error('CAM131', [...path, 'scale'], message)
  }
}

function readLimit(
  { kind }: FieldDraft,
  value: JsonValue | undefined,
): number | string | undefined {
  const read = valueLimited.has(kind) && value !== undefined ? valueForms[kind]?.read(value) : value
  return typeof read === 'number' || (typeof read === 'string' && valueLimited.has(kind))
    ? read
    : undefined
}

function isPattern(pattern: string): boolean {
  try {
    return new RegExp(pattern, 'u') instanceof RegExp
  } catch {
    return false
  }
}

function numberOr(value: JsonValue | undefined, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise
}
