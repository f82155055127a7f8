/** A severe fault in what a version of the generator printed: code that must not serve in production. */
export interface Advisory {
  /** Where it is described. */
  readonly id: string
  /** Exact versions of the generator. */
  readonly versions: readonly string[]
  /** What can go wrong, in one sentence. */
  readonly says: string
}

/** Every advisory there is. Empty: no generated text is known to be unsafe. */
export const severeAdvisories: readonly Advisory[] = []
