import { CommandError, type CommandInput } from '../command.ts'
import { exitCode } from '../exit-code.ts'

/** What a person asked for. */
export interface ImportRequest {
  source: string
  /** The folder of a new project, or of one that is there; `null`: the project one stands in. */
  name: string | null
  /** The database stays as it is. */
  adopt: boolean
  /** Where the rows are, when not in the source itself. */
  data: string | null
  withRows: boolean
  only: string[]
  except: string[]
  access: 'none' | 'signedIn' | 'public'
  schemas: string[]
  dialect: 'postgres' | 'sqlite' | null
  as: string | null
  dryRun: boolean
  yes: boolean
}

/** Reads the arguments of `cambium import`; throws a CommandError for those that contradict each other. */
export function readImportRequest({ flags, names }: CommandInput): ImportRequest {
  const [source = '', name = null] = names
  const adopt = flags.adopt === true
  const noData = flags['no-data'] === true
  const data = textOf(flags.data)
  if (noData && data !== null) throw usage('--no-data and --data say the opposite of each other')
  if (adopt && (noData || data !== null)) {
    throw usage('With --adopt the rows stay where they are: leave out --no-data and --data')
  }
  return {
    source,
    name,
    adopt,
    data,
    withRows: !noData && !adopt,
    only: listOf(flags.only),
    except: listOf(flags.except),
    access: oneOf('access', flags.access, ['none', 'signedIn', 'public'] as const) ?? 'none',
    schemas: listOf(flags.schema),
    dialect: oneOf('dialect', flags.dialect, ['postgres', 'sqlite'] as const),
    as: textOf(flags.as),
    dryRun: flags['dry-run'] === true,
    yes: flags.yes === true,
  }
}

function textOf(flag: CommandInput['flags'][string]): string | null {
  return typeof flag === 'string' ? flag : null
}

/** `--only a,b --only c` */
function listOf(flag: CommandInput['flags'][string]): string[] {
  const given = Array.isArray(flag) ? flag : [flag]
  return given
    .flatMap((one) => (typeof one === 'string' ? one.split(',') : []))
    .map((one) => one.trim())
    .filter((one) => one !== '')
}

function oneOf<const Value extends string>(
  name: string,
  flag: CommandInput['flags'][string],
  values: readonly Value[],
): Value | null {
  if (flag === undefined) return null
  const found = values.find((value) => value === flag)
  if (found !== undefined) return found
  throw usage(`--${name} takes one of ${values.join(', ')}, not ${String(flag)}`)
}

function usage(message: string): CommandError {
  return new CommandError(exitCode.usage, message)
}
