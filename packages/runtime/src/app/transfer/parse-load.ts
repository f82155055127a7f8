import { parseOptions, UsageError } from '../command-line/index.ts'

/** What `load` is asked for. */
export interface LoadCommand {
  readonly name: 'load'
  /** The folder of an export; undefined for rows that a program sends. */
  readonly folder: string | undefined
  /** What the load is known by, so that it can go on; a program's own. */
  readonly load: string | undefined
  /** Where rows go that are refused. */
  readonly rejected: string
  /** Files that were changed since they were exported are taken. */
  readonly changed: boolean
  readonly json: boolean
}

/** Reads what stands behind `load`. Throws a `UsageError`. */
export function parseLoad(args: readonly string[]): LoadCommand {
  const { values, positionals } = parseOptions('load', args, {
    stdin: { type: 'boolean', default: false },
    name: { type: 'string' },
    rejected: { type: 'string', default: 'rejected.jsonl' },
    changed: { type: 'boolean', default: false },
    json: { type: 'boolean', default: false },
  })
  const { stdin, name: load, rejected, changed, json } = values
  const [folder, more] = positionals
  if (more !== undefined) throw new UsageError(`load takes one folder, and not ${more} too`)
  if (stdin === (folder !== undefined)) {
    throw new UsageError('load needs the folder of an export: load FOLDER. Programs use --stdin')
  }
  return { name: 'load', folder, load, rejected, changed, json }
}
