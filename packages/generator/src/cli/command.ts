import type { ExitCode } from './exit-code.ts'

/** One option of a command, as bin/commands.mjs lists it. */
export interface OptionDescription {
  type: 'boolean' | 'string'
  short?: string
  value?: string
  /** May be given several times. */
  multiple?: boolean
  text: string
}

/** A command, as bin/commands.mjs lists it. */
export interface CommandDescription {
  usage: string
  summary: string
  options: { [name: string]: OptionDescription }
  arguments: { least: number; most: number }
  examples: string[]
}

export type CommandTable = { [name: string]: CommandDescription }

/** Where a command runs and how it speaks. */
export interface Terminal {
  cwd: string
  version: string
  /** One JSON value is wanted on the output, and no sentence. */
  json: boolean
  colour: boolean
  /** A person sees the output while it appears. */
  interactive: boolean
  /** Prints one line, unless JSON is wanted. */
  say(line: string): void
  /** Prints one line on the error output, unless JSON is wanted. */
  complain(line: string): void
  /** Prints the value, when JSON is wanted. */
  answer(value: unknown): void
}

/** What a person wrote after the command's name. */
export interface CommandInput {
  flags: { [name: string]: boolean | string | (boolean | string)[] | undefined }
  names: string[]
}

export type Command = (terminal: Terminal, input: CommandInput) => Promise<ExitCode>

/** A problem with the folder or the machine, said in one sentence; ends the command with its exit code. */
export class CommandError extends Error {
  override name = 'CommandError'
  readonly exitCode: ExitCode

  constructor(exitCode: ExitCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.exitCode = exitCode
  }
}
