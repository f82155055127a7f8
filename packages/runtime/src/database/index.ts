export type { Database, Queryable, Transaction } from './database.ts'
export type { Dialect, Fragment, Sql, SqlPart, SqlValue } from './sql.ts'
