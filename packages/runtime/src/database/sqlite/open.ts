import { mkdirSync, statSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { AppError, StartupError } from '../../errors/index.ts'
import { type Checkpoints, createCheckpoints } from '../checkpoint/index.ts'
import type { Cipher } from '../cipher.ts'
import type { Database } from '../database.ts'
import { createRenderer, type Renderer, type Statement } from '../renderer.ts'
import type { Sql } from '../sql.ts'
import { isClosed } from '../time-limit.ts'
import { createVisitCounter } from '../visits/index.ts'
import { type Connection, createConnection } from './connection.ts'
import { resultCode } from './errors.ts'
import { createFairReads } from './fair-reads.ts'
import { applyReaderSettings, applyWriterSettings, checkVersion } from './settings.ts'
import { readSnapshot } from './snapshot.ts'
import { createTransactions, type Transactions } from './transactions.ts'
import { createTurnView, type TurnView } from './turn-view.ts'

export interface SqliteOptions {
  /** The file, made with its folder when missing; `:memory:` for one that ends with the process. */
  readonly path: string
  /** Connections that read; 1 by default. */
  readonly readers?: number
  /** For encrypted columns. */
  readonly cipher?: Cipher | undefined
  /** Prepared statements kept by each connection; 1,000 by default. */
  readonly maxStatements?: number
  /** How long to wait for another process that writes; 5,000 by default. */
  readonly busyTimeoutMs?: number
}

/**
 * Opens an SQLite file: one connection that writes with group commit, durable before it answers, and others that read
 * what is committed and never wait for it. Throws a `StartupError` that says what is wrong with the file.
 */
export function openSqlite(options: SqliteOptions): Database {
  const inMemory = options.path === ':memory:'
  const path = inMemory ? options.path : resolve(options.path)
  if (!inMemory) prepareFolder(path)
  const isCutOff = !inMemory && endsInsidePage(path)
  const render = createRenderer('sqlite')
  const writer = open(path, options, 'write')
  if (isCutOff) {
    writer.close()
    throw new StartupError(`The database ${path} is damaged`, {
      hint: 'It ends in the middle of a page: put a backup in its place.',
    })
  }
  const readers = inMemory
    ? [writer]
    : Array.from({ length: Math.max(1, options.readers ?? 1) }, () => open(path, options, 'read'))
  const views = inMemory ? [] : readers.map(createTurnView)
  const checkpoints = inMemory ? undefined : checkpointsOf(path, writer)
  const transactions = createTransactions({
    connection: writer,
    render,
    busyTimeoutMs: options.busyTimeoutMs ?? 5_000,
    onCommit(count) {
      for (const view of views) view.renew()
      checkpoints?.committed(count)
    },
  })
  const openReader = inMemory ? undefined : () => open(path, options, 'read')
  return createDatabase({ render, writer, readers, views, checkpoints, transactions, openReader })
}

/** Pages are 512 bytes or a multiple of it (sqlite.org/fileformat.html). */
const smallestPageBytes = 512

interface Parts {
  readonly render: Renderer
  readonly writer: Connection
  readonly readers: readonly Connection[]
  /** One for each reader; none where the connection that writes reads as well. */
  readonly views: readonly TurnView[]
  readonly checkpoints: Checkpoints | undefined
  readonly transactions: Transactions
  /** Another connection that reads; none where there is only one. */
  readonly openReader: (() => Connection) | undefined
}

type Use = 'all' | 'first' | 'value' | 'run'

function createDatabase(parts: Parts): Database {
  const { render, writer, readers, views, checkpoints, transactions, openReader } = parts
  const fair = createFairReads()
  let closing: Promise<void> | undefined
  let turn = 0

  function read(use: Use, statement: Statement, values: unknown[]): unknown {
    turn = turn + 1 < readers.length ? turn + 1 : 0
    const reader = readers[turn] as Connection
    const view = views[turn]
    const run = (): unknown => reader[use](statement, values)
    return view === undefined
      ? transactions.between(run)
      : fair.run(statement, () => view.read(run))
  }

  function script(text: string): void {
    writer.exec(text)
    for (const view of views) view.renew()
  }

  async function execute(use: Use, query: Sql): Promise<unknown> {
    if (closing !== undefined) throw isClosed()
    const { statement, values } = render(query)
    if (statement.reads) return read(use, statement, values)
    return transactions.run(async () => writer[use](statement, values), { single: true })
  }

  async function close(): Promise<void> {
    await transactions.close()
    await checkpoints?.close()
    for (const view of views) view.renew()
    for (const reader of readers) if (reader !== writer) reader.close()
    writer.close()
  }

  return {
    dialect: 'sqlite',
    all: <Row>(query: Sql) => execute('all', query) as Promise<Row[]>,
    first: <Row>(query: Sql) => execute('first', query) as Promise<Row | undefined>,
    run: (query) => execute('run', query) as Promise<number>,
    count: async (query) => Number((await execute('value', query)) ?? 0),
    transaction: (work, options) => transactions.run(work, options),
    snapshot: (work) =>
      openReader
        ? readSnapshot({ connection: openReader(), render }, work)
        : transactions.run(work, { alone: true, timeLimitMs: 0 }),
    script: async (text) => transactions.between(() => script(text)),
    close: () => {
      closing ??= close()
      return closing
    },
  }
}

function checkpointsOf(path: string, writer: Connection): Checkpoints {
  writer.exec('pragma wal_autocheckpoint = 0')
  return createCheckpoints({
    path,
    carryFew: () => writer.exec('pragma wal_checkpoint(passive)'),
    onFailure: () => writer.exec('pragma wal_autocheckpoint = 1000'),
  })
}

function prepareFolder(path: string): void {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found?.isDirectory()) {
    throw new StartupError(`The database ${path} is a folder, not a file`, {
      hint: 'Give DATABASE_URL the name of a file in it: file:./data/app.db',
    })
  }
  try {
    mkdirSync(dirname(path), { recursive: true })
  } catch (cause) {
    throw new StartupError(`The folder of the database ${path} cannot be made`, { cause })
  }
}

/**
 * SQLite itself notices whole pages that are missing, but not a piece of the last one. With a write-ahead log beside it
 * the file may end anywhere: the log has what is missing.
 */
function endsInsidePage(path: string): boolean {
  const bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  const logBytes = statSync(`${path}-wal`, { throwIfNoEntry: false })?.size ?? 0
  return bytes % smallestPageBytes !== 0 && logBytes === 0
}

function open(path: string, options: SqliteOptions, use: 'read' | 'write'): Connection {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(path, {
      readOnly: use === 'read',
      // The connection that writes waits for other processes itself, without holding up the event loop.
      timeout: use === 'read' ? 2_000 : 20,
      defensive: true,
    })
    checkVersion(String(database.prepare('select sqlite_version() as v').get()?.v))
    if (use === 'read') applyReaderSettings(database)
    else applyWriterSettings(database, path !== ':memory:')
    addVisitCounter(database)
  } catch (error) {
    database?.close()
    throw cannotOpen(path, error)
  }
  return createConnection(database, {
    cipher: options.cipher,
    maxStatements: options.maxStatements ?? 1_000,
  })
}

/** Functions that no view, trigger or index may call. */
function addVisitCounter(database: DatabaseSync): void {
  const { visited, matched } = createVisitCounter()
  const options = { directOnly: true }
  database.function('cambium_visited', options, (ticket, rows) =>
    visited(Number(ticket), Number(rows)),
  )
  database.function('cambium_matched', options, () => matched())
}

function cannotOpen(path: string, error: unknown): Error {
  if (error instanceof StartupError || error instanceof AppError) return error
  const code = (resultCode(error) ?? 0) & 0xff
  const reasons: { readonly [code: number]: string } = {
    5: 'is held by another process',
    8: 'can only be read',
    11: 'is damaged',
    13: 'is on a full disk',
    14: 'cannot be opened',
    26: 'is not an SQLite database',
  }
  return new StartupError(`The database ${path} ${reasons[code] ?? 'cannot be used'}`, {
    hint: `SQLite says: ${(error as Error).message}`,
    cause: error,
  })
}
