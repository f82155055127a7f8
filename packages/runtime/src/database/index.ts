export { type Cipher, createCipher } from './cipher.ts'
export {
  bigint,
  boolean,
  type Column,
  type ColumnType,
  computed,
  date,
  decimal,
  encrypted,
  instant,
  integer,
  json,
  key,
  number,
  storedAs,
  string,
} from './column.ts'
export { type AnyColumns, type Columns, columns } from './columns.ts'
export { everyRow, forUpdate, noRow, nothing } from './constants.ts'
export type {
  Database,
  ListParts,
  Queryable,
  Transaction,
  TransactionOptions,
} from './database.ts'
export { comparedLike, inList, type ListType } from './in-list.ts'
export { keyColumns, keyIs, keyIsAmong, keyValues, withKeys } from './keys/index.ts'
export { createNotifier, type Listener, type Notifier } from './notifier/index.ts'
export { otherDatabase } from './other-database.ts'
export { createPgliteClient, type PgliteLike } from './pglite-client.ts'
export { openPostgres, type PostgresOptions } from './postgres/index.ts'
export type {
  PostgresClient,
  PostgresConnection,
  PostgresQuery,
  PostgresResult,
  PostgresSession,
} from './postgres-client.ts'
export { openServer, openTestSchema, type ServerOptions } from './server/index.ts'
export {
  type Dialect,
  type Fragment,
  isSql,
  type Sql,
  type SqlPart,
  type SqlValue,
  sql,
} from './sql.ts'
export { identifier, join, quoteIdentifier, raw } from './sql-text.ts'
export { openSqlite, type SqliteOptions } from './sqlite/index.ts'
export { limitVisits, TooManyRows, type VisitLimit } from './visits/index.ts'
export { assignments, values } from './write-values.ts'
