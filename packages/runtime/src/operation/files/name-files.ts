import type { FieldError } from '../../errors/index.ts'
import {
  type FileField,
  type FileInput,
  type FileValue,
  fileValueOf,
  findWaiting,
  inBytes,
  isPicture,
  isTypeAmong,
} from '../../files/index.ts'
import type { AnyRecord } from '../list-query.ts'
import { invalidInput } from '../refusal.ts'
import type { Resource } from '../resource.ts'
import type { WriteContext } from '../transact.ts'

/** What is known of the files that values name. */
export interface Naming {
  /** What may be named without being looked for: the record as it is stored, and what was found before. */
  readonly known: readonly AnyRecord[]
  /** Named by the caller, who must have uploaded them; server code may name any that waits. */
  readonly byCaller: boolean
}

/**
 * Puts what a record holds of a file in the place of each id among the values, after looking at what the field takes. A
 * file that somebody else uploaded counts as one that does not exist.
 */
export async function nameFiles(
  context: WriteContext,
  resource: Resource,
  values: AnyRecord,
  naming: Naming,
): Promise<AnyRecord> {
  const named = { ...values }
  const errors: FieldError[] = []
  for (const [name, field] of Object.entries(resource.files ?? {})) {
    const given = values[name]
    if (given === undefined || given === null) continue
    const ids = idsIn(given)
    const had = knownFiles(naming, name)
    const found = await findNamed(context, ids, { had, naming })
    errors.push(...problemsOf(field, { name, ids, found, had }))
    const all = ids.flatMap((id) => found.get(id) ?? [])
    named[name] = field.many ? all : (all[0] ?? null)
  }
  if (errors.length > 0) throw invalidInput(errors)
  return named
}

/** The files a field of a record holds. */
export function filesIn(value: unknown): readonly FileValue[] {
  if (value === undefined || value === null) return []
  return (Array.isArray(value) ? value : [value]) as readonly FileValue[]
}

function knownFiles({ known }: Naming, name: string): ReadonlyMap<string, FileValue> {
  const files = known.flatMap((record) => filesIn(record[name]))
  return new Map(files.map((file) => [file.id, file]))
}

function idsIn(given: unknown): string[] {
  const inputs = (Array.isArray(given) ? given : [given]) as readonly FileInput[]
  const ids = inputs.map((input) => (typeof input === 'string' ? input : input.id).toLowerCase())
  return [...new Set(ids)]
}

async function findNamed(
  { transaction, caller, unrestricted, services }: WriteContext,
  ids: readonly string[],
  { had, naming }: { readonly had: ReadonlyMap<string, FileValue>; readonly naming: Naming },
): Promise<ReadonlyMap<string, FileValue>> {
  const missing = ids.filter((id) => !had.has(id))
  if (missing.length === 0) return had
  const isFree = unrestricted || !naming.byCaller
  const rows = services.files
    ? await findWaiting(transaction, missing, {
        now: new Date().toISOString(),
        uploader: isFree ? undefined : caller,
      })
    : []
  return new Map([...had, ...rows.map((row) => [row.id, fileValueOf(row)] as const)])
}

/** What is wrong with what a field is given; nothing with what it had before. */
function problemsOf(
  field: FileField,
  {
    name,
    ids,
    found,
    had,
  }: {
    readonly name: string
    readonly ids: readonly string[]
    readonly found: ReadonlyMap<string, FileValue>
    readonly had: ReadonlyMap<string, FileValue>
  },
): FieldError[] {
  return ids.flatMap((id, index) => {
    if (had.has(id)) return []
    const path = field.many ? `${name}.${index}` : name
    const file = found.get(id)
    const problem = file
      ? refusalOf(field, file)
      : { code: 'reference', message: 'is not the id of a file that you uploaded and nothing has' }
    return problem ? [{ path, ...problem }] : []
  })
}

function refusalOf(
  { maxBytes, types, image }: FileField,
  file: FileValue,
): { code: string; message: string } | undefined {
  if (maxBytes !== undefined && file.size > maxBytes) {
    return {
      code: 'too_large',
      message: `has ${inBytes(file.size)}, more than ${inBytes(maxBytes)}`,
    }
  }
  if (types && !isTypeAmong(file.type, types)) {
    return { code: 'file_type', message: `is ${file.type}; it must be ${types.join(' or ')}` }
  }
  if (image && (!isPicture(file.type) || file.width === undefined)) {
    const message = `is ${file.type}; it must be a picture: PNG, JPEG, GIF, WebP or AVIF`
    return { code: 'file_type', message }
  }
  return undefined
}
