import { readdirSync, statSync } from 'node:fs'
import type { SourceReader } from '../source/index.ts'
import { chooseDialect } from './choose-dialect.ts'
import { openPostgresFiles } from './postgres-files.ts'
import { customDump, firstBytes, refuseBinary } from './refuse-binary.ts'
import { sqlFiles } from './sql-files.ts'
import { openSqliteFiles } from './sqlite/index.ts'

/** Reads files of SQL: what pg_dump and the sqlite3 program write, and what people write. Nothing of PostgreSQL's is run. */
export const sqlFileReader: SourceReader = {
  kind: 'sql',
  words: 'SQL of PostgreSQL or SQLite (shop.sql, or a folder of *.sql files)',
  detects: isSql,
  async open(options) {
    const files = await sqlFiles(options.source)
    for (const file of files) refuseBinary(file)
    const dialect = await chooseDialect(files, options.dialect)
    return dialect === 'postgres'
      ? openPostgresFiles(files, options)
      : openSqliteFiles(files, options)
  },
}

function isSql(source: string): boolean {
  if (/\.sql$/i.test(source) || firstBytes(source).startsWith(customDump)) return true
  try {
    if (!statSync(source).isDirectory()) return false
    return readdirSync(source).some((name) => /\.sql$/i.test(name))
  } catch {
    return false
  }
}
