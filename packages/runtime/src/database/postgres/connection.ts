import type { Cipher } from '../cipher.ts'
import type { PostgresQuery, PostgresResult } from '../postgres-client.ts'
import { createPlainDecoder, createRecordDecoder, type RecordDecoder } from '../record-decoder.ts'
import type { Statement } from '../renderer.ts'
import { createStatementCache, type StatementCache } from '../statement-cache.ts'
import { bindValues } from './bind.ts'
import { mapPostgresError } from './errors.ts'
import { postgresTypes } from './settings.ts'

/** What runs statements: the pool, or one connection of it. */
export interface Connection {
  /**
   * The error that made the server give the transaction up; it would answer `commit` with a silent rollback.
   * Undefined again once a savepoint was rolled back to.
   */
  readonly aborted: unknown
  all(statement: Statement, values: unknown[]): Promise<unknown[]>
  first(statement: Statement, values: unknown[]): Promise<unknown>
  /** The number of rows changed. */
  run(statement: Statement, values: unknown[]): Promise<number>
  /** The first value of the first row. */
  value(statement: Statement, values: unknown[]): Promise<unknown>
  exec(text: string): Promise<void>
}

interface Prepared {
  readonly name: string | undefined
  decoder: RecordDecoder | undefined
  width: number
}

/** What all connections of a database share. */
export interface Shared {
  readonly cipher: Cipher | undefined
  readonly prepared: StatementCache<string, Prepared>
}

/** Names the statements, so that each connection prepares a text once. The first 1,000 texts get a name. */
export function createShared(cipher: Cipher | undefined): Shared {
  let named = 0
  return {
    cipher,
    prepared: createStatementCache(() => {
      named++
      return { name: named <= 1_000 ? `c${named}` : undefined, decoder: undefined, width: -1 }
    }),
  }
}

/** Wraps a pool or a connection of it: rows become records, errors become refusals. */
export function createConnection(
  client: { query(query: PostgresQuery): Promise<PostgresResult> },
  { cipher, prepared }: Shared,
): Connection {
  let aborted: unknown

  async function execute(statement: Statement, values: unknown[]): Promise<PostgresResult> {
    const { name } = prepared.get(statement.text)
    try {
      return await client.query({
        text: statement.text,
        values: bindValues(values, cipher),
        rowMode: 'array',
        types: postgresTypes,
        ...(name !== undefined && { name }),
      })
    } catch (error) {
      aborted = mapPostgresError(error, statement)
      throw aborted
    }
  }

  function decoderFor({ text, columns }: Statement, { fields }: PostgresResult): RecordDecoder {
    const known = prepared.get(text)
    if (known.decoder && known.width === fields.length) return known.decoder
    const names = fields.map(({ name }) => name)
    known.width = names.length
    known.decoder = columns
      ? createRecordDecoder(columns, {
          dialect: 'postgres',
          cipher,
          further: names.slice(columns.properties.length),
        })
      : createPlainDecoder(names)
    return known.decoder
  }

  return {
    get aborted() {
      return aborted
    },
    async all(statement, values) {
      const result = await execute(statement, values)
      return result.rows.length > 0 ? result.rows.map(decoderFor(statement, result)) : []
    },
    async first(statement, values) {
      const result = await execute(statement, values)
      const row = result.rows[0]
      return row && decoderFor(statement, result)(row)
    },
    async run(statement, values) {
      const { rowCount } = await execute(statement, values)
      return statement.reads ? 0 : (rowCount ?? 0)
    },
    value: async (statement, values) => (await execute(statement, values)).rows[0]?.[0],
    async exec(text) {
      try {
        await client.query({ text, rowMode: 'array', types: postgresTypes })
        if (text.startsWith('rollback')) aborted = undefined
      } catch (error) {
        aborted = mapPostgresError(error, { text, columns: null, reads: false })
        throw aborted
      }
    },
  }
}
