import type { CleanedWhere } from '@better-auth/core/db/adapter'
import { everyRow, identifier, type ListType, type Sql, sql } from '../../database/index.ts'
import type { AnyRecord, RecordId, Resource } from '../../operation/index.ts'
import type { AccountsDefinition } from '../definition.ts'
import type { AccountStore } from './account-store.ts'
import type { AccountRow } from './account-table.ts'
import type { NotedErrors } from './noted-errors.ts'
import { isTaken, type SignUps } from './sign-ups.ts'
import { conditionOf, type PlacedField } from './where.ts'

/** The users of the application as the library sees them; written by the operations of their entity. */
export interface UserRows {
  create(data: AccountRow): Promise<AccountRow>
  find(where: readonly CleanedWhere[], limit: number): Promise<AccountRow[]>
  count(where: readonly CleanedWhere[]): Promise<number>
  /** Changes every user the condition holds for, and gives them back. */
  update(where: readonly CleanedWhere[], changes: AccountRow): Promise<AccountRow[]>
  delete(where: readonly CleanedWhere[]): Promise<number>
}

export interface UserRowsOptions {
  readonly definition: AccountsDefinition
  readonly resource: Resource
  readonly store: AccountStore
  readonly errors: NotedErrors
  readonly signUps: SignUps
  /** Tells whose address it is that somebody wanted an account for it. */
  tellTaken(address: string): Promise<void>
}

const setByOperations = new Set(['id', 'createdAt', 'updatedAt'])
const maxChanged = 1_000

/** The users in the table of their entity. */
export function createUserRows(options: UserRowsOptions): UserRows {
  const { definition, resource, store, errors, signUps } = options
  const { columns, table } = resource
  const name = (field: string): string => (field === 'email' ? definition.email : field)
  // The library knows of addresses of pictures and of no files.
  const has = (field: string): boolean =>
    columns.has(name(field)) && resource.files?.[name(field)] === undefined
  const live: Sql = resource.softDelete ? sql`${columns.expression('deletedAt')} is null` : everyRow
  const field = (wanted: string): PlacedField => ({
    expression: columns.expression(name(wanted)),
    type: columns.typeOf(name(wanted)) as ListType,
    encode: (value) => columns.encode(name(wanted), idOr(wanted, value)),
  })
  const idOr = (wanted: string, value: unknown): unknown =>
    wanted === 'id' && resource.key === 'integer' ? Number(value) : value

  const toAccount = (record: AnyRecord): AccountRow => ({
    ...Object.fromEntries(Object.entries(record).filter(([key]) => !resource.files?.[key])),
    id: String(record.id),
    email: record[definition.email] ?? '',
    name: record.name ?? '',
    createdAt: record.createdAt ?? new Date(0).toISOString(),
    updatedAt: record.updatedAt ?? new Date(0).toISOString(),
  })
  const toRecord = (data: AccountRow): AnyRecord =>
    Object.fromEntries(
      Object.entries(data)
        .filter(([key, value]) => value !== undefined && has(key) && !setByOperations.has(key))
        .map(([key, value]) => [name(key), value === '' && key !== 'email' ? null : value]),
    )
  const repository = () => store.repository(definition.entity)
  /** Undefined where the address has an account. */
  async function createOnce(input: AnyRecord): Promise<AnyRecord | undefined> {
    if (signUps.isRunning()) return signUps.create(input)
    const users = await repository()
    return users.create(input).catch((error: unknown) => {
      if (isTaken(error, definition.email)) return undefined
      throw error
    })
  }
  const select = (where: readonly CleanedWhere[], limit: number): Promise<AnyRecord[]> =>
    store.reader().all<AnyRecord>(sql`
      select ${columns} from ${identifier(table)}
      where ${conditionOf(where, field)} and ${live}
      limit ${limit}
    `)

  return {
    async create(data) {
      const input = toRecord(data)
      const record = await errors.note(() => createOnce(input))
      if (record !== undefined) return toAccount(record)
      // Not noted: whether there is such an account is told by mail, and by nothing else.
      if (signUps.isRunning()) await options.tellTaken(String(input[definition.email]))
      throw await addressTaken()
    },
    async find(where, limit) {
      const isByAddress = where.some((condition) => condition.field === 'email')
      if (isByAddress && signUps.isRunning()) return []
      return (await select(where, limit)).map(toAccount)
    },
    count: (where) =>
      store.reader().count(sql`
        select count(*) from ${identifier(table)} where ${conditionOf(where, field)} and ${live}
      `),
    update: (where, changes) =>
      errors.note(async () => {
        const wanted = toRecord(changes)
        const found = await select(where, maxChanged)
        if (Object.keys(wanted).length === 0) return found.map(toAccount)
        const users = await repository()
        const changed: AccountRow[] = []
        for (const { id } of found)
          changed.push(toAccount(await users.update(id as RecordId, wanted)))
        return changed
      }),
    delete: (where) =>
      errors.note(async () => {
        const found = await select(where, maxChanged)
        const users = await repository()
        for (const { id } of found) await users.delete(id as RecordId)
        return found.length
      }),
  }
}

/** In the terms of the library, which is there already when it is told so. */
async function addressTaken(): Promise<Error> {
  const { APIError } = await import('@better-auth/core/error')
  return new APIError('FORBIDDEN', { code: 'ADDRESS_TAKEN' })
}
