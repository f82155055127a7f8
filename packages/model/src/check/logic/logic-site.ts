import type { EntityIR, JsonValue } from '../../ir/index.ts'
import type { Report } from '../finding.ts'
import type { JsonObject, SourceLogic } from '../source-model.ts'

/** What files of logic are resolved with. */
export interface LogicSite {
  entities: readonly EntityIR[]
  roles: string[]
  report: Report
}

/** One file whose options have the right names and shapes. */
export interface LogicDraft {
  source: SourceLogic
  options: JsonObject
  /** Where its findings begin. */
  path: string[]
}

/** Reports something at an option of a file. */
export function reportAt(
  { report }: LogicSite,
  { source, path }: LogicDraft,
  finding: {
    code: string
    at: readonly string[]
    message: string
    hint?: string
    nearest?: string | null
  },
): void {
  const { code, at, message, hint, nearest } = finding
  report.error(code, [...path, ...at], message, {
    file: source.file,
    ...(hint !== undefined && { hint }),
    ...(nearest !== undefined && { nearest }),
  })
}

/** The text, `null` when it is none. */
export function textOr(value: JsonValue | undefined): string | null {
  return typeof value === 'string' ? value : null
}
