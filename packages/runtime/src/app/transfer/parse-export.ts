import { noSuch, parseOptionsOnly, UsageError } from '../command-line/index.ts'

/** What `export` is asked for. */
export interface ExportCommand {
  readonly name: 'export'
  readonly to: string
  readonly format: 'jsonl' | 'csv' | 'sql'
  readonly dialect: 'sqlite' | 'postgres' | undefined
  /** Entities; all where empty. */
  readonly only: readonly string[]
  readonly withSecrets: boolean
  readonly withAccounts: boolean
  readonly json: boolean
}

const formats = ['jsonl', 'csv', 'sql'] as const
const dialects = ['sqlite', 'postgres'] as const

/** Reads what stands behind `export`. Throws a `UsageError`. */
export function parseExport(args: readonly string[]): ExportCommand {
  const values = parseOptionsOnly('export', args, {
    to: { type: 'string' },
    format: { type: 'string', default: 'jsonl' },
    dialect: { type: 'string' },
    only: { type: 'string', multiple: true, default: [] },
    'with-secrets': { type: 'boolean', default: false },
    'with-accounts': { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  })
  const { to, dialect, json } = values
  if (to === undefined || to === '')
    throw new UsageError('export needs a folder: export --to FOLDER')
  const format = among(formats, 'format', values.format)
  if (dialect !== undefined && format !== 'sql') {
    throw new UsageError('--dialect is for --format sql')
  }
  return {
    name: 'export',
    to,
    format,
    dialect: dialect === undefined ? undefined : among(dialects, 'dialect', dialect),
    only: values.only.flatMap((names) => names.split(',')).filter((name) => name !== ''),
    withSecrets: values['with-secrets'],
    withAccounts: values['with-accounts'],
    json,
  }
}

function among<const Known extends string>(
  known: readonly Known[],
  what: string,
  wanted: string,
): Known {
  const found = known.find((name) => name === wanted)
  if (found === undefined) throw noSuch(`${what} "${wanted}"`, wanted, known)
  return found
}
