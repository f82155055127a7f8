/** What `migrate` is asked for. */
export type MigrateCommand = { readonly name: 'migrate'; readonly json: boolean } & (
  | UpCommand
  | DownCommand
  | { readonly action: 'status' }
  | { readonly action: 'purge'; readonly olderThanDays: number }
)

/** Apply what is missing. */
export interface UpCommand {
  readonly action: 'up'
  readonly to: string | undefined
  readonly backup: boolean
  /** Drop afterwards what was taken away more than 30 days ago. */
  readonly purge: boolean
}

/** Take back what is newest. */
export interface DownCommand {
  readonly action: 'down'
  readonly to: string | undefined
  readonly steps: number | undefined
  readonly backup: boolean
  /** Ask nobody. */
  readonly yes: boolean
}

/** After so many days nobody asks for what was taken away any more. */
export const keptDays = 30
