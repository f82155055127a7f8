import {
  type CleanedWhere,
  type CustomAdapter,
  createAdapterFactory,
  type DBAdapter,
} from '@better-auth/core/db/adapter'
import type { BetterAuthOptions } from 'better-auth'
import {
  assignments,
  identifier,
  join,
  nothing,
  type Queryable,
  type Sql,
  sql,
  values,
} from '../../database/index.ts'
import {
  type AccountRow,
  type AccountStore,
  type AccountTable,
  conditionOf,
  createAccountTables,
  type UserRows,
} from '../store/index.ts'

/** The rows that the library reads and writes. */
export interface AdapterOptions {
  readonly store: AccountStore
  readonly users: UserRows
  /** The ids of users are integers. */
  readonly usersAreCounted: boolean
  /** The condition that this user may act; what belongs to another is not found. */
  stands(userId: Sql): Sql
}

/** What stands for a user: it is as good as they are. */
const ofUsers = new Set(['session', 'oauthAccessToken', 'oauthRefreshToken'])

/**
 * The library's adapter on the database of the application: no connection of its own, every statement prepared, users
 * written by the operations of their entity, so that its hooks run.
 */
export function createStoreAdapter(
  options: AdapterOptions,
): (authOptions: BetterAuthOptions) => DBAdapter {
  const { store } = options
  return (authOptions) => {
    const adapter: DBAdapter = createAdapterFactory({
      config: {
        adapterId: 'cambium',
        supportsDates: false,
        supportsBooleans: true,
        supportsJSON: true,
        supportsArrays: true,
        transaction: (work) => store.transaction(() => work(adapter)),
      },
      adapter: ({ schema }) => createCustomAdapter(options, createAccountTables(schema, options)),
    })(authOptions)
    return adapter
  }
}

// The library's rows have a type of its caller's choosing, which no database can promise.
type Untyped = Record<string, never>

function createCustomAdapter(
  { store, users, stands }: AdapterOptions,
  tableOf: (model: string) => AccountTable,
): CustomAdapter {
  const rows = createRows({ store, stands }, tableOf)
  const isUser = (model: string): boolean => model === 'user'
  return {
    create: async ({ model, data }) =>
      (isUser(model) ? await users.create(data) : await rows.insert(model, data)) as typeof data,
    async findOne({ model, where }) {
      const [found] = isUser(model)
        ? await users.find(where, 1)
        : await rows.find(model, { where, limit: 1 })
      return (found ?? null) as Untyped | null as never
    },
    async findMany({ model, where = [], ...rest }) {
      const found = isUser(model)
        ? await users.find(where, rest.limit)
        : await rows.find(model, { where, ...rest })
      return found as Untyped[] as never
    },
    async update({ model, where, update }) {
      const changes = update as AccountRow
      const [changed] = isUser(model)
        ? await users.update(where, changes)
        : await rows.update(model, { where, changes, one: true })
      return (changed ?? null) as Untyped | null as never
    },
    async updateMany({ model, where, update }) {
      const changed = isUser(model)
        ? await users.update(where, update)
        : await rows.update(model, { where, changes: update, one: false })
      return changed.length
    },
    async delete({ model, where }) {
      if (isUser(model)) await users.delete(where)
      else await rows.delete(model, { where, one: true })
    },
    async deleteMany({ model, where }) {
      if (isUser(model)) return users.delete(where)
      return (await rows.delete(model, { where, one: false })).length
    },
    async consumeOne({ model, where }) {
      const [consumed] = await rows.delete(model, { where, one: true })
      return (consumed ?? null) as Untyped | null as never
    },
    async incrementOne({ model, where, increment, set }) {
      const [changed] = await rows.update(model, {
        where,
        changes: set ?? {},
        increment,
        one: true,
      })
      return (changed ?? null) as Untyped | null as never
    },
    count: ({ model, where = [] }) =>
      isUser(model) ? users.count(where) : rows.count(model, where),
  }
}

interface Selection {
  readonly where: readonly CleanedWhere[]
  /** At most one row, whichever is found first. */
  readonly one: boolean
}

interface Change extends Selection {
  readonly changes: AccountRow
  readonly increment?: { readonly [field: string]: number }
}

interface Search {
  readonly where: readonly CleanedWhere[]
  readonly limit: number
  readonly offset?: number | undefined
  readonly sortBy?: { field: string; direction: 'asc' | 'desc' } | undefined
}

/** Statements on the account tables. Each is a single one, so that of many callers one has its effect. */
function createRows(
  { store, stands }: Pick<AdapterOptions, 'store' | 'stands'>,
  tableOf: (model: string) => AccountTable,
) {
  const condition = (table: AccountTable, where: readonly CleanedWhere[]): Sql =>
    conditionOf(where, (name) => table.field(name))

  function chosen(table: AccountTable, { where, one }: Selection): Sql {
    const matches = condition(table, where)
    if (!one) return matches
    const name = identifier(table.columns.table)
    return sql`"id" = (select ${table.columns.expression('id')} from ${name} where ${matches} limit 1) and ${matches}`
  }

  async function run(
    db: Queryable,
    table: AccountTable,
    query: Sql,
    sought: readonly CleanedWhere[],
  ): Promise<AccountRow[]> {
    const found = await db.all<AccountRow>(query)
    return found.map((row) => withSecrets(table.decode(row), sought))
  }

  return {
    async insert(model: string, data: AccountRow): Promise<AccountRow> {
      const table = tableOf(model)
      const db = await store.writer()
      const [row] = await db.all<AccountRow>(sql`
        insert into ${identifier(table.columns.table)} ${values(table.columns, table.encode(data))}
        returning ${table.columns}
      `)
      return { ...table.decode(row ?? {}), ...data }
    },
    find(model: string, { where, limit, offset, sortBy }: Search): Promise<AccountRow[]> {
      const table = tableOf(model)
      const order = sortBy
        ? sql`order by ${table.field(sortBy.field).expression} ${sortBy.direction === 'desc' ? sql`desc` : sql`asc`}`
        : nothing
      const counts = ofUsers.has(model)
        ? sql`and ${stands(table.columns.expression('userId'))}`
        : nothing
      const query = sql`
        select ${table.columns} from ${identifier(table.columns.table)}
        where ${condition(table, where)} ${counts} ${order} limit ${limit} offset ${offset ?? 0}
      `
      return run(store.reader(), table, query, where)
    },
    async update(model: string, change: Change): Promise<AccountRow[]> {
      const table = tableOf(model)
      const query = sql`
        update ${identifier(table.columns.table)} set ${settings(table, change)}
        where ${chosen(table, change)} returning ${table.columns}
      `
      return run(await store.writer(), table, query, change.where)
    },
    async delete(model: string, selection: Selection): Promise<AccountRow[]> {
      const table = tableOf(model)
      const query = sql`
        delete from ${identifier(table.columns.table)}
        where ${chosen(table, selection)} returning ${table.columns}
      `
      return run(await store.writer(), table, query, selection.where)
    },
    count: (model: string, where: readonly CleanedWhere[]): Promise<number> => {
      const table = tableOf(model)
      const name = identifier(table.columns.table)
      return store
        .reader()
        .count(sql`select count(*) from ${name} where ${condition(table, where)}`)
    },
  }
}

function settings(table: AccountTable, { changes, increment = {} }: Change): Sql {
  const set = table.encode(changes)
  const added = Object.entries(increment).map(([field, delta]) => {
    const { expression } = table.field(field)
    const name = identifier(table.columns.column(field).name ?? field)
    return sql`${name} = coalesce(${expression}, 0) + ${delta}`
  })
  const parts =
    Object.keys(set).length > 0 ? [sql`${assignments(table.columns, set)}`, ...added] : added
  return join(parts, ', ')
}

/** What is stored as a hash is given back to who had it to look for. */
function withSecrets(row: AccountRow, where: readonly CleanedWhere[]): AccountRow {
  const token = where.find(
    ({ field, operator, value }) => field === 'token' && operator === 'eq' && value !== null,
  )
  return token !== undefined && row.token === '' ? { ...row, token: token.value } : row
}
