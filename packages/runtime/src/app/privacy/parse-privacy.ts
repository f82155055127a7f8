import { type ParseArgsConfig, parseArgs } from 'node:util'
import { nearestName } from '../../errors/index.ts'
import { UsageError } from '../usage-error.ts'

/** What `privacy` is asked for. */
export type PrivacyCommand = {
  readonly name: 'privacy'
  /** What the person is in the model: `user`. */
  readonly kind: string
  readonly id: string
} & (
  | {
      readonly action: 'export'
      /** Where the document goes; standard output unless told. */
      readonly out: string | undefined
      readonly json: boolean
    }
  | {
      readonly action: 'erase'
      /** Ask nobody. */
      readonly yes: boolean
      readonly json: boolean
    }
)

const actions: readonly string[] = ['export', 'erase']

/** Reads what stands behind `privacy`. Throws a `UsageError`. */
export function parsePrivacy(args: readonly string[]): PrivacyCommand {
  const [action, ...rest] = args
  if (action === 'export') {
    const { values, person } = read(action, rest, {
      out: { type: 'string' },
      json: { type: 'boolean', default: false },
    })
    return { name: 'privacy', action, ...person, out: values.out, json: values.json }
  }
  if (action === 'erase') {
    const { values, person } = read(action, rest, {
      yes: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    })
    return { name: 'privacy', action, ...person, yes: values.yes, json: values.json }
  }
  throw unknownAction(action)
}

function read<Options extends NonNullable<ParseArgsConfig['options']>>(
  action: string,
  args: readonly string[],
  options: Options,
): {
  values: ReturnType<typeof parseArgs<{ args: string[]; options: Options }>>['values']
  person: { kind: string; id: string }
} {
  const parsed = parse(action, args, options)
  const [kind, id, more] = parsed.positionals
  if (kind === undefined || id === undefined || more !== undefined) {
    throw new UsageError(`privacy ${action} needs a person: privacy ${action} user ID`)
  }
  return { values: parsed.values, person: { kind, id } }
}

function parse<Options extends NonNullable<ParseArgsConfig['options']>>(
  action: string,
  args: readonly string[],
  options: Options,
): ReturnType<typeof parseArgs<{ args: string[]; options: Options; allowPositionals: true }>> {
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (cause) {
    throw new UsageError(`privacy ${action}: ${(cause as Error).message}`, { cause })
  }
}

function unknownAction(wanted: string | undefined): UsageError {
  if (wanted === undefined) return new UsageError('privacy needs to know what: export or erase')
  const nearest = nearestName(wanted, actions)
  const meant = nearest === undefined ? '' : ` Did you mean "${nearest}"?`
  return new UsageError(`There is no "privacy ${wanted}".${meant} There are: ${actions.join(', ')}`)
}
