import { type ParseArgsConfig, parseArgs } from 'node:util'
import { UsageError } from './usage-error.ts'

type Options = NonNullable<ParseArgsConfig['options']>

type Parsed<Known extends Options> = ReturnType<
  typeof parseArgs<{ args: string[]; options: Known; allowPositionals: true }>
>

/**
 * Reads what stands behind a command, which is named in errors. An option it does not have is refused, so that nobody believes that
 * it did something. Throws a `UsageError`.
 */
export function parseOptions<const Known extends Options>(
  command: string,
  args: readonly string[],
  options: Known,
): Parsed<Known> {
  return parsing(command, () => parseArgs({ args: [...args], options, allowPositionals: true }))
}

/** Reads the options of a command that takes nothing else. Throws a `UsageError`. */
export function parseOptionsOnly<const Known extends Options>(
  command: string,
  args: readonly string[],
  options: Known,
): Parsed<Known>['values'] {
  return parsing(command, () => parseArgs({ args: [...args], options })).values
}

function parsing<Result>(command: string, parse: () => Result): Result {
  try {
    return parse()
  } catch (cause) {
    throw new UsageError(`${command}: ${(cause as Error).message}`, { cause })
  }
}
