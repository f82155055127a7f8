import { everyRow, nothing } from '../../database/index.ts'
import { notFound } from '../../errors/index.ts'
import type { FileValue } from '../../files/index.ts'
import type { Context } from '../context.ts'
import type { AnyRecord } from '../list-query.ts'
import type { RecordId } from '../operation-types.ts'
import { reader } from '../reader.ts'
import type { Resource } from '../resource.ts'
import { filesIn } from './name-files.ts'

/** Which file of a record is asked for. */
export interface WantedFile {
  readonly id: RecordId
  readonly field: string
  /** Not needed where the field holds one. */
  readonly fileId?: string | undefined
}

/**
 * A file of a record that the caller may read, in a field that the caller may read; 404 for every other. A file of a
 * public field may be read by whoever knows its id.
 */
export async function readFile<Record extends object>(
  context: Context,
  resource: Resource<Record>,
  wanted: WantedFile,
): Promise<FileValue> {
  const erased = resource as unknown as Resource
  const { id, field, fileId } = wanted
  const options = erased.files?.[field]
  const record =
    options?.public && fileId !== undefined
      ? await erased.find(reader(context), everyRow, id, nothing)
      : await readRecord(context, erased, { id, field })
  const files = filesIn(record?.[field])
  const file = fileId === undefined && !options?.many ? files[0] : byId(files, fileId)
  if (!file) throw notFound('file', fileId ?? field)
  return file
}

function readRecord(
  context: Context,
  resource: Resource,
  { id, field }: { readonly id: RecordId; readonly field: string },
): Promise<AnyRecord> {
  const { get } = context.services.registry.get(resource.name)
  return get(context, id, isReadable(resource, field) ? { fields: ['id', field] } : {})
}

/** A field that no caller may ever read is no field one may ask for. */
function isReadable({ fields }: Resource, field: string): boolean {
  return !fields[field]?.hidden && !fields[field]?.writeOnly
}

function byId(files: readonly FileValue[], fileId: string | undefined): FileValue | undefined {
  return files.find(({ id }) => id === fileId?.toLowerCase())
}
