import { type Columns, columns, instant, integer, json, string } from '../../database/index.ts'
import type { FileValue } from '../file-value.ts'

/**
 * Where a file is in its life: its bytes are arriving, it waits to be named by a record, it belongs to one, or it is to be
 * deleted.
 */
export type FileState = 'receiving' | 'waiting' | 'kept' | 'leaving'

/** What has arrived of a file that is sent in pieces. */
export interface PartialUpload {
  /** How long all of it will be. */
  readonly length: number
  readonly metadata: { readonly [name: string]: string | null }
  /** The pieces that are stored, in order. */
  readonly parts: readonly { readonly key: string; readonly size: number }[]
}

/** One row of `cambium_files`. */
export interface FileRow {
  id: string
  key: string
  name: string
  type: string
  size: number
  width: number | null
  height: number | null
  /** Who uploaded it; empty for somebody who is not signed in, null for server code. */
  owner: string | null
  /** The tenant it was uploaded in; empty for none. */
  tenant: string
  state: FileState
  entity: string | null
  recordId: string | null
  field: string | null
  upload: PartialUpload | null
  createdAt: string
  /** When it is to be deleted; null while it belongs to a record. */
  dueAt: string | null
}

export const fileColumns: Columns<FileRow> = columns('cambium_files', {
  id: string('id'),
  key: string('key'),
  name: string('name'),
  type: string('type'),
  size: integer('size'),
  width: integer('width'),
  height: integer('height'),
  owner: string('owner'),
  tenant: string('tenant'),
  state: string('state'),
  entity: string('entity'),
  recordId: string('record_id'),
  field: string('field'),
  upload: json('upload'),
  createdAt: instant('created_at'),
  dueAt: instant('due_at'),
})

/** What a record holds of a file. The order is the one in which both databases give JSON back. */
export function fileValueOf({ id, name, size, type, width, height }: FileRow): FileValue {
  const value = { id, name, size, type }
  return width === null || height === null ? value : { ...value, width, height }
}
