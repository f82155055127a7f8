import { noSuch, parseOptions, UsageError } from '../command-line/index.ts'

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
    const { values, positionals } = parseOptions('privacy export', rest, {
      out: { type: 'string' },
      json: { type: 'boolean', default: false },
    })
    const { out, json } = values
    return { name: 'privacy', action, ...personIn(action, positionals), out, json }
  }
  if (action === 'erase') {
    const { values, positionals } = parseOptions('privacy erase', rest, {
      yes: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
    })
    const { yes, json } = values
    return { name: 'privacy', action, ...personIn(action, positionals), yes, json }
  }
  throw unknownAction(action)
}

function personIn(
  action: string,
  [kind, id, more]: readonly string[],
): {
  kind: string
  id: string
} {
  if (kind === undefined || id === undefined || more !== undefined) {
    throw new UsageError(`privacy ${action} needs a person: privacy ${action} user ID`)
  }
  return { kind, id }
}

function unknownAction(wanted: string | undefined): UsageError {
  if (wanted === undefined) return new UsageError('privacy needs to know what: export or erase')
  return noSuch(`"privacy ${wanted}"`, wanted, actions)
}
