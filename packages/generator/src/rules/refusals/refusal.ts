/** One entry of the closed table of refusals, for `cambium explain CODE` and docs/reference/rules.md. */
export interface Refusal {
  code: string
  title: string
  explanation: string
  /** What was written, and what to write instead. */
  example: string
}
