import type { Context } from './context.ts'
import type { ListQuery, Page, RecordQuery } from './list-query.ts'

export type RecordId = string | number

/** What a write may be bound to. */
export interface WriteOptions {
  /** The versions the record may have (`If-Match`); another one is refused with 412. */
  expectedVersions?: readonly number[]
}

export type ListOperation<Record> = {
  list(context: Context, query?: ListQuery<Record>): Promise<Page<Record>>
}['list']

export type GetOperation<Record> = {
  get(context: Context, id: RecordId, query?: RecordQuery & { lock?: boolean }): Promise<Record>
}['get']

export type CreateOperation<Record, Create> = {
  create(context: Context, input: Create): Promise<Record>
}['create']

export type UpdateOperation<Record, Update> = {
  update(context: Context, id: RecordId, changes: Update, options?: WriteOptions): Promise<Record>
}['update']

export type DeleteOperation<_Record> = {
  delete(context: Context, id: RecordId, options?: WriteOptions): Promise<void>
}['delete']
