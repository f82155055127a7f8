import type { DatabaseSync, StatementSync } from 'node:sqlite'
import type { Cipher } from '../cipher.ts'
import { createPlainDecoder, createRecordDecoder, type RecordDecoder } from '../record-decoder.ts'
import type { Statement } from '../renderer.ts'
import { createStatementCache } from '../statement-cache.ts'
import { bindValues } from './bind.ts'
import { mapSqliteError } from './errors.ts'

/** One open connection with its prepared statements. Everything here is synchronous. */
export interface Connection {
  readonly inTransaction: boolean
  all(statement: Statement, values: unknown[]): unknown[]
  first(statement: Statement, values: unknown[]): unknown
  /** The number of rows changed. */
  run(statement: Statement, values: unknown[]): number
  /** The first value of the first row. */
  value(statement: Statement, values: unknown[]): unknown
  exec(text: string): void
  close(): void
}

interface Prepared {
  readonly handle: StatementSync
  decoder: RecordDecoder | undefined
  width: number
}

type Row = readonly unknown[]

/** Wraps an open database: statements are prepared once, rows become records, errors become refusals. */
export function createConnection(
  database: DatabaseSync,
  options: { cipher: Cipher | undefined; maxStatements: number },
): Connection {
  const { cipher } = options
  const cache = createStatementCache<string, Prepared>((text) => {
    const handle = database.prepare(text)
    handle.setReturnArrays(true)
    return { handle, decoder: undefined, width: -1 }
  }, options.maxStatements)

  function execute<Result>(
    statement: Statement,
    values: unknown[],
    use: (prepared: Prepared, values: ReturnType<typeof bindValues>) => Result,
  ): Result {
    try {
      return use(cache.get(statement.text), bindValues(values, cipher))
    } catch (error) {
      throw mapSqliteError(error, statement)
    }
  }

  /** A change of the schema can change the width of `select *`, hence the comparison. */
  function decoderFor(prepared: Prepared, row: Row, { columns }: Statement): RecordDecoder {
    if (prepared.decoder && prepared.width === row.length) return prepared.decoder
    const names = prepared.handle.columns().map(({ name }) => name)
    prepared.width = row.length
    prepared.decoder = columns
      ? createRecordDecoder(columns, {
          dialect: 'sqlite',
          cipher,
          further: names.slice(columns.properties.length),
        })
      : createPlainDecoder(names)
    return prepared.decoder
  }

  return {
    get inTransaction() {
      return database.isTransaction
    },
    all: (statement, values) =>
      execute(statement, values, (prepared, bound) => {
        const rows = prepared.handle.all(...bound) as unknown as Row[]
        const first = rows[0]
        return first ? rows.map(decoderFor(prepared, first, statement)) : []
      }),
    first: (statement, values) =>
      execute(statement, values, (prepared, bound) => {
        const row = prepared.handle.get(...bound) as unknown as Row | undefined
        return row && decoderFor(prepared, row, statement)(row)
      }),
    run: (statement, values) =>
      execute(statement, values, ({ handle }, bound) => Number(handle.run(...bound).changes)),
    value: (statement, values) =>
      execute(statement, values, ({ handle }, bound) => {
        const row = handle.get(...bound) as unknown as Row | undefined
        return row?.[0]
      }),
    exec(text) {
      try {
        database.exec(text)
      } catch (error) {
        throw mapSqliteError(error, { text, columns: null, reads: false })
      }
    },
    close() {
      cache.clear()
      database.close()
    },
  }
}
