import { parseArgs } from 'node:util'
import { type CommandDescription, CommandError, type CommandInput } from './command.ts'
import { exitCode } from './exit-code.ts'

/** Reads the arguments of one command; throws CommandError that says what is wrong and names the nearest option. */
export async function parseArguments(
  name: string,
  args: readonly string[],
  description: CommandDescription,
): Promise<CommandInput> {
  const options = Object.fromEntries(
    Object.entries(description.options).map(([option, { type, short, multiple = false }]) => [
      option,
      short === undefined ? { type, multiple } : { type, multiple, short },
    ]),
  )
  await refuseUnknown(name, args, description)
  const { values, positionals } = readWith(() =>
    parseArgs({ args: [...args], options, allowPositionals: true, strict: true }),
  )
  const { least, most } = description.arguments
  if (positionals.length < least || positionals.length > most) {
    throw new CommandError(exitCode.usage, `Usage: ${description.usage}`)
  }
  return { flags: { ...values }, names: positionals }
}

/** The sentence about a name that is not known, with the nearest one that is. */
export async function unknownName(
  what: string,
  name: string,
  { known, show }: { known: readonly string[]; show: string },
): Promise<string> {
  const { nearestName } = await import('../read/index.ts')
  const nearest = nearestName(name.replace(/^-+/, ''), known)
  const prefix = name.startsWith('--') ? '--' : ''
  const suggestion = nearest === null ? '' : ` Did you mean ${prefix}${nearest}?`
  return `Unknown ${what} ${name}.${suggestion} ${show} lists them.`
}

async function refuseUnknown(
  name: string,
  args: readonly string[],
  { options }: CommandDescription,
): Promise<void> {
  const { tokens } = parseArgs({ args: [...args], strict: false, tokens: true, options: {} })
  const known = Object.keys(options)
  const shorts = Object.values(options).map((option) => option.short)
  for (const token of tokens) {
    if (token.kind !== 'option') continue
    if (known.includes(token.name) || shorts.includes(token.name)) continue
    const show = `cambium ${name} --help`
    const sentence = await unknownName('option', token.rawName, { known, show })
    throw new CommandError(exitCode.usage, sentence)
  }
}

function readWith<T>(read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw usageError(error)
  }
}

/** Node's own sentence, without its advice about a syntax nobody asked for. */
function usageError(cause: unknown): CommandError {
  const message = cause instanceof Error ? cause.message : String(cause)
  return new CommandError(exitCode.usage, message.split('. To specify')[0] ?? message, { cause })
}
