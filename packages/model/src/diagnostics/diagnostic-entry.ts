/** One entry of the closed table of diagnostics, for `cambium explain CODE`. */
export interface DiagnosticEntry {
  code: string
  title: string
  explanation: string
  /** What was written, and what to write instead. */
  example: string
}
