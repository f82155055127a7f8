import type { Context } from './context.ts'
import type { ListQuery, Page, RecordQuery } from './list-query.ts'

export type RecordId = string | number

/** What a write may be bound to. */
export interface WriteOptions {
  /** The versions the record may have (`If-Match`); another one is refused with 412. */
  expectedVersions?: readonly number[]
  /** The versions it may not have (`If-None-Match`). */
  refusedVersions?: readonly number[]
  /** There must be such a record (`If-Match: *`): 412 for an upsert that would create it. */
  present?: boolean
  /** There may be no such record (`If-None-Match: *`): 412 for anything but a create. */
  absent?: boolean
}

/** What a create may be told beside its input. */
export interface CreateOptions {
  /** The id the record is to have; the server makes one otherwise. */
  id: RecordId
}

export type ListOperation<Record> = {
  list(context: Context, query?: ListQuery<Record>): Promise<Page<Record>>
}['list']

export type GetOperation<Record> = {
  get(context: Context, id: RecordId, query?: RecordQuery & { lock?: boolean }): Promise<Record>
}['get']

export type CreateOperation<Record, Create> = {
  create(context: Context, input: Create, options?: CreateOptions): Promise<Record>
}['create']

export type UpdateOperation<Record, Update> = {
  update(context: Context, id: RecordId, changes: Update, options?: WriteOptions): Promise<Record>
}['update']

export type DeleteOperation<_Record> = {
  delete(context: Context, id: RecordId, options?: WriteOptions): Promise<void>
}['delete']

export type UpsertOperation<Record, Create> = {
  upsert(
    context: Context,
    name: RecordId,
    input: Partial<Create>,
    options?: WriteOptions,
  ): Promise<{ record: Record; isNew: boolean }>
}['upsert']
