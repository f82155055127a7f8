import { CommandError, type CommandTable, type Terminal } from './command.ts'
import { loaders } from './commands/index.ts'
import { createTerminal } from './create-terminal.ts'
import { type ExitCode, exitCode } from './exit-code.ts'
import { parseArguments, unknownName } from './parse-arguments.ts'

/** What the command line is made of, and where it speaks. */
export interface MainOptions {
  commands: CommandTable
  version: string
  /** Where it runs and how it speaks; the process's own unless given. */
  terminal?: Terminal
}

/** Runs one command line and gives the exit code. Help and version are printed before this is called. */
export async function main(
  args: readonly string[],
  { commands, version, terminal: given }: MainOptions,
): Promise<ExitCode> {
  const [name = '', ...rest] = args
  const terminal = given ?? createTerminal({ version, json: rest.includes('--json') })
  try {
    const description = Object.hasOwn(commands, name) ? commands[name] : undefined
    const load = Object.hasOwn(loaders, name) ? loaders[name] : undefined
    if (!description || !load) {
      const known = Object.keys(commands)
      const what = name.startsWith('-') ? 'option' : 'command'
      throw new CommandError(
        exitCode.usage,
        await unknownName(what, name, { known, show: 'cambium --help' }),
      )
    }
    const input = await parseArguments(name, rest, description)
    const command = await load()
    return await command(terminal, input)
  } catch (error) {
    return endWith(error, terminal)
  }
}

function endWith(error: unknown, terminal: Terminal): ExitCode {
  const known = knownError(error)
  if (known === null) throw error
  terminal.complain(known.message)
  terminal.answer({ ok: false, error: known.message })
  return known.exitCode
}

function knownError(error: unknown): { exitCode: ExitCode; message: string } | null {
  if (error instanceof CommandError) return error
  if (!(error instanceof Error)) return null
  // known by name: its class comes with a part of the program that help and usage errors never load
  if (error.name === 'ProjectBusyError') {
    return { exitCode: exitCode.environment, message: error.message }
  }
  if (!('code' in error)) return null
  const sentence = fileErrors[String(error.code)]
  const path = 'path' in error ? String(error.path) : ''
  return sentence ? { exitCode: exitCode.environment, message: `${path} ${sentence}` } : null
}

const fileErrors: { [code: string]: string } = {
  EACCES: 'may not be read or written: look at its permissions',
  EPERM: 'may not be changed: look at its permissions',
  EROFS: 'is on a disk that cannot be written',
  ENOSPC: 'could not be written: the disk is full',
}
