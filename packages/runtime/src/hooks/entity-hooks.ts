import type { AclEntry, Caller } from '../access/index.ts'
import type { AppError } from '../errors/index.ts'
import type { Logger } from '../log/index.ts'
import type {
  Aggregate,
  AggregateQuery,
  ListQuery,
  Page,
  Transport,
  Where,
} from '../operation/index.ts'
import type { Db, EntityName, Senders, System } from './index.ts'

type Awaitable<Value> = Value | Promise<Value>

/** A right of somebody on one record. */
export type AccessEntry = Omit<AclEntry, 'entity' | 'right'> & {
  readonly entity: EntityName
  readonly right: 'read' | 'write'
}

/** What every hook is handed. */
export interface HookContext<Record> extends Senders {
  /** Name of the entity, for hooks on `'*'`. */
  readonly entity: string
  readonly operation: 'list' | 'get' | 'create' | 'update' | 'delete'
  /** The API the call came through. */
  readonly transport: Transport
  readonly caller: Caller
  /** The instant of the operation, ISO 8601 in UTC: the same one that becomes `updatedAt`. */
  readonly now: string
  readonly log: Logger
  /** The same transaction, with the caller's rules. */
  readonly db: Db
  /** The same transaction, without access rules. */
  readonly system: System
  /** Gives somebody a right on a record, in the same transaction: what `acl()` goes by. */
  grantAccess(entry: AccessEntry): Promise<void>
  /** Takes a right away; true when there was one. */
  revokeAccess(entry: AccessEntry): Promise<boolean>
  /** The refusal to throw: `throw fail(409, 'Sold out', 'productId')`. Undoes the whole operation. */
  fail(
    status: 400 | 401 | 403 | 404 | 409 | 422,
    message: string,
    field?: keyof Record & string,
  ): AppError
  /** Runs once the transaction is committed, and never if it is undone. */
  afterCommit(work: () => Awaitable<void>): void
}

/** What a `before` hook may return: merged over what the caller sent; read-only and hidden fields are yours to set. */
export type Patch<Record, Input> = Partial<Record> & Partial<Input>

export interface ListHooks<Record, Relations = object> {
  /** May narrow or change the query; the access rule stays. */
  before?(
    event: HookContext<Record> & { query: ListQuery<Record, Relations> },
  ): Awaitable<ListQuery<Record, Relations> | undefined>
  replace?(
    event: HookContext<Record> & {
      query: ListQuery<Record, Relations>
      next(query?: ListQuery<Record, Relations>): Promise<Page<Record>>
    },
  ): Awaitable<Page<Record>>
  /** May change the records before they are masked and sent. */
  after?(event: HookContext<Record> & { records: Record[] }): Awaitable<void>
}

export interface GetHooks<Record> {
  before?(event: HookContext<Record> & { id: string | number }): Awaitable<void>
  replace?(
    event: HookContext<Record> & {
      id: string | number
      next(): Promise<Record | undefined>
    },
  ): Awaitable<Record | undefined>
  /** May change the record before it is masked and sent. */
  after?(event: HookContext<Record> & { record: Record }): Awaitable<void>
}

export interface CreateHooks<Record, Create> {
  before?(
    event: HookContext<Record> & { input: Partial<Record> & Create },
  ): Awaitable<Patch<Record, Create> | undefined>
  replace?(
    event: HookContext<Record> & { record: Record; next(record?: Record): Promise<Record> },
  ): Awaitable<Record>
  after?(
    event: HookContext<Record> & { input: Partial<Record> & Create; record: Record },
  ): Awaitable<void>
}

export interface UpdateHooks<Record, Update> {
  before?(
    event: HookContext<Record> & {
      /** The record as it is stored. */
      record: Record
      changes: Partial<Record> & Update
    },
  ): Awaitable<Patch<Record, Update> | undefined>
  replace?(
    event: HookContext<Record> & {
      record: Record
      /** The values the record would have. */
      next: Record
      proceed(): Promise<Record>
    },
  ): Awaitable<Record>
  after?(
    event: HookContext<Record> & {
      /** The record as it was. */
      previous: Record
      record: Record
      /** Names of the fields whose values differ. */
      changed: ReadonlySet<keyof Record & string>
    },
  ): Awaitable<void>
}

export interface DeleteHooks<Record> {
  before?(event: HookContext<Record> & { record: Record }): Awaitable<void>
  replace?(event: HookContext<Record> & { record: Record; next(): Promise<void> }): Awaitable<void>
  after?(event: HookContext<Record> & { record: Record }): Awaitable<void>
}

export interface EntityHooks<Record, Create, Update, Relations = object> {
  list?: ListHooks<Record, Relations>
  get?: GetHooks<Record>
  create?: CreateHooks<Record, Create>
  update?: UpdateHooks<Record, Update>
  delete?: DeleteHooks<Record>
}

/** One entity inside a transaction, for hooks, jobs and seeds. Every call is the whole operation, with its hooks. */
export interface Repository<Record, Create, Update, Relations = object> {
  /** The record, or undefined when there is none (or none that may be read). `lock` keeps others from changing it until the transaction ends. */
  get(id: string | number, options?: { lock?: boolean }): Promise<Record | undefined>
  list(query?: ListQuery<Record, Relations>): Promise<Record[]>
  /** The first record that matches. */
  find(where: Where<Record, Relations>): Promise<Record | undefined>
  count(where?: Where<Record, Relations>): Promise<number>
  /** Counts and adds up the records that match, in groups or all together. */
  aggregate(query: AggregateQuery<Record, Relations>): Promise<Aggregate[]>
  /** The sum of a field: text for decimals, 64-bit integers and what is too large for a number. */
  sum(field: keyof Record & string, where?: Where<Record, Relations>): Promise<number | string>
  create(input: Create): Promise<Record>
  update(id: string | number, changes: Update): Promise<Record>
  delete(id: string | number): Promise<void>
}
