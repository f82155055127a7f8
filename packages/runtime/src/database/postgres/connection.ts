import type { Cipher } from '../cipher.ts'
import type { PostgresQuery, PostgresResult } from '../postgres-client.ts'
import { createPlainDecoder, createRecordDecoder, type RecordDecoder } from '../record-decoder.ts'
import type { Statement } from '../renderer.ts'
import { createStatementCache, type StatementCache } from '../statement-cache.ts'
import { bindValues } from './bind.ts'
import { isOutdated, mapPostgresError } from './errors.ts'
import { postgresTypes } from './settings.ts'

/** What runs statements: the pool, or one connection of it. */
export interface Connection {
  /**
   * The error that made the server give the transaction up; it would answer `commit` with a silent rollback.
   * Undefined again once a savepoint was rolled back to.
   */
  readonly aborted: unknown
  /** A statement is running: only ending the connection stops it. */
  readonly isBusy: boolean
  all(statement: Statement, values: unknown[]): Promise<unknown[]>
  first(statement: Statement, values: unknown[]): Promise<unknown>
  /** The number of rows changed. */
  run(statement: Statement, values: unknown[]): Promise<number>
  /** The first value of the first row. */
  value(statement: Statement, values: unknown[]): Promise<unknown>
  exec(text: string): Promise<void>
  /** Sends a statement whose answer nobody waits for: its failure shows in `aborted` and in all that comes after it. */
  post(text: string): void
  /** Resolves when everything that was posted is answered, well or not. */
  readonly posted: Promise<unknown>
}

interface Prepared {
  /** Another one once the server said that what it stands for is outdated: every connection then prepares it anew. */
  name: string
  decoder: RecordDecoder | undefined
  width: number
}

/** What all connections of a database share. */
export interface Shared {
  readonly cipher: Cipher | undefined
  readonly prepared: StatementCache<string, Prepared>
  /** A name that was never given. */
  newName(): string
}

export interface ConnectionOptions {
  /** The limits of the connection do not hold. */
  readonly unlimited?: boolean
  /** What failed only because it was prepared before a migration is sent again; no transaction bears that. */
  readonly repeats?: boolean
}

/** Names the statements, so that each connection prepares a text once. A name is never given twice. */
export function createShared(cipher: Cipher | undefined): Shared {
  let named = 0
  const newName = (): string => `c${++named}`
  return {
    cipher,
    newName,
    prepared: createStatementCache(() => ({ name: newName(), decoder: undefined, width: -1 })),
  }
}

/** Wraps a pool or a connection of it: rows become records, errors become refusals. */
export function createConnection(
  client: { query(query: PostgresQuery): Promise<PostgresResult> },
  { cipher, prepared, newName }: Shared,
  { unlimited = false, repeats = false }: ConnectionOptions = {},
): Connection {
  let aborted: unknown
  let running = 0
  let posted: Promise<unknown> = Promise.resolve()

  async function send(query: PostgresQuery, statement: Statement): Promise<PostgresResult> {
    running++
    try {
      return await client.query(query)
    } catch (error) {
      aborted = mapPostgresError(error, statement)
      throw aborted
    } finally {
      running--
    }
  }

  async function execute(statement: Statement, values: unknown[]): Promise<PostgresResult> {
    const { text } = statement
    const known = prepared.get(text)
    const { name } = known
    const query: PostgresQuery = {
      text,
      values: bindValues(values, cipher),
      rowMode: 'array',
      types: postgresTypes,
      name,
      unlimited,
    }
    try {
      return await send(query, statement)
    } catch (error) {
      if (!isOutdated(error)) throw error
      if (known.name === name) known.name = newName()
      if (!repeats) throw error
      return send({ ...query, name: known.name }, statement)
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

  const script = (text: string): PostgresQuery => ({
    text,
    rowMode: 'array',
    types: postgresTypes,
    unlimited,
  })

  return {
    get aborted() {
      return aborted
    },
    get isBusy() {
      return running > 0
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
      await send(script(text), { text, columns: null, reads: false })
      if (text.startsWith('rollback')) aborted = undefined
    },
    post(text) {
      const sent = client.query(script(text)).catch((error: unknown) => {
        aborted ??= mapPostgresError(error, { text, columns: null, reads: false })
      })
      posted = Promise.all([posted, sent])
    },
    get posted() {
      return posted
    },
  }
}
