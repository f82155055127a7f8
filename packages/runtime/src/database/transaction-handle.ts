import type { Transaction } from './database.ts'
import type { Dialect, Sql } from './sql.ts'
import { isOver } from './time-limit.ts'

type Awaitable<Value> = Value | Promise<Value>

/** What a dialect does on the one connection of a transaction. */
export interface Executor {
  readonly dialect: Dialect
  all(query: Sql): Awaitable<unknown[]>
  first(query: Sql): Awaitable<unknown>
  run(query: Sql): Awaitable<number>
  count(query: Sql): Awaitable<number>
  /** Statements as they stand; also `savepoint` and its kin. */
  script(text: string): Awaitable<void>
}

export interface OpenTransaction {
  readonly transaction: Transaction
  /** Ends it: every later statement on it is refused, in savepoints too. */
  end(): void
}

/** The transaction that work is handed: it refuses statements after its end and nests savepoints. */
export function openTransaction(executor: Executor): OpenTransaction {
  let over = false
  return {
    transaction: createHandle(executor, () => over, 1),
    end() {
      over = true
    },
  }
}

function createHandle(executor: Executor, isEnded: () => boolean, depth: number): Transaction {
  let last: Promise<unknown> = Promise.resolve()
  let open = 0
  const check = (): void => {
    if (isEnded()) throw isOver()
  }
  return {
    dialect: executor.dialect,
    async all<Row>(query: Sql) {
      check()
      return (await executor.all(query)) as Row[]
    },
    async first<Row>(query: Sql) {
      check()
      return (await executor.first(query)) as Row | undefined
    },
    async run(query) {
      check()
      return executor.run(query)
    },
    async count(query) {
      check()
      return executor.count(query)
    },
    async script(text) {
      check()
      return executor.script(text)
    },
    async savepoint<Result>(work: (transaction: Transaction) => Promise<Result>) {
      check()
      const run = () => inSavepoint(executor, { isEnded, depth, work })
      const turn = open === 0 ? run() : last.then(run, run)
      open++
      last = turn
      try {
        return await turn
      } finally {
        open--
      }
    },
  }
}

interface Savepoint<Result> {
  isEnded(): boolean
  depth: number
  work(transaction: Transaction): Promise<Result>
}

async function inSavepoint<Result>(
  executor: Executor,
  { isEnded, depth, work }: Savepoint<Result>,
): Promise<Result> {
  if (isEnded()) throw isOver()
  const name = `nested_${depth}`
  let over = false
  await executor.script(`savepoint ${name}`)
  try {
    const result = await work(createHandle(executor, () => over || isEnded(), depth + 1))
    over = true
    if (isEnded()) throw isOver()
    await executor.script(`release ${name}`)
    return result
  } catch (error) {
    over = true
    if (!isEnded()) await executor.script(`rollback to ${name}; release ${name}`)
    throw error
  }
}
