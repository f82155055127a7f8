/** Something the checker has to say about one place of the model. */
export interface Finding {
  /** From the table of diagnostics: `CAM120`. */
  code: string
  severity: 'error' | 'warning'
  message: string
  /**
   * The place: entity, then the way into the options of its `entity()` call, `['Task', 'fields', 'title', 'max']`. A
   * number names an element of an array or an argument of a call. The names `values`, `target` and `element` stand for
   * a builder's first argument, `expression` for a formula. Settings start with `config`.
   */
  path: string[]
  /** What to write in place of it. */
  hint: string | null
  /** The known name that is nearest to the unknown one. */
  nearest: string | null
  /** Position in the text of an arrow. */
  offset?: number
  /** The model file, where the path alone could mean two. */
  file?: string
}

/** What a finding says beside its code, place and message. */
export interface FindingDetails {
  hint?: string | null
  nearest?: string | null
  offset?: number
  file?: string
}

/** Collects findings while the checker goes on. */
export interface Report {
  readonly findings: Finding[]
  /** Adds what makes the model unusable. */
  error(code: string, path: string[], message: string, details?: FindingDetails): void
  /** Adds what is legal and probably not meant. */
  warning(code: string, path: string[], message: string, details?: FindingDetails): void
}

/** An empty report. */
export function createReport(): Report {
  const findings: Finding[] = []
  const add =
    (severity: Finding['severity']): Report['error'] =>
    (code, path, message, details = {}) => {
      const { hint = null, nearest = null, ...rest } = details
      findings.push({ code, severity, message, path, hint, nearest, ...rest })
    }
  return { findings, error: add('error'), warning: add('warning') }
}
