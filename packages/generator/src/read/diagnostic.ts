/** Something a person should know about the project's files, with its place; never a stack trace. */
export interface Diagnostic {
  code: string
  severity: 'error' | 'warning'
  message: string
  /** Relative to the project, with `/`; `null` when the finding has no place. */
  file: string | null
  /** From 1; 0 when the finding is about the whole file. */
  line: number
  /** From 1, in UTF-16 units. */
  column: number
  /** The line of the file with a marker under it; empty when there is none. */
  excerpt: string
  hint: string | null
  /** The known name nearest to an unknown one. */
  nearest: string | null
}

/** A part of a text, in UTF-16 units. */
export interface Span {
  start: number
  end: number
}

/** What a diagnostic says, before it has a place. */
export type Statement = Pick<Diagnostic, 'code' | 'message'> &
  Partial<Pick<Diagnostic, 'severity' | 'hint' | 'nearest'>>
