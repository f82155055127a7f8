/** What the process says about its run: docs/reference/cli.md lists them. */
export const exitCode = {
  ok: 0,
  /** The project has problems that a person must look at. */
  problems: 1,
  /** The command line was wrong. */
  usage: 2,
  /** The machine or the folder is not ready (no project, a port in use, another run), or a person has to decide first. */
  environment: 3,
} as const

export type ExitCode = (typeof exitCode)[keyof typeof exitCode]
