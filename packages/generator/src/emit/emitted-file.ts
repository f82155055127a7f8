/** A file of the project, its path from the project's root. */
export interface EmittedFile {
  path: string
  text: string
  /** True for a file that is the user's: written once when it is absent, never again. */
  owned: boolean
}
