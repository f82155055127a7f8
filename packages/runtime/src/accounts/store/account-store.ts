import { AsyncLocalStorage } from 'node:async_hooks'
import { anonymous } from '../../access/index.ts'
import type { Queryable, Transaction } from '../../database/index.ts'
import { AppError } from '../../errors/index.ts'
import type { Repository } from '../../hooks/index.ts'
import {
  type AnyRecord,
  type Context,
  createContext,
  createRepositories,
  type HeldMessages,
  holdMessages,
  type Services,
  writeMessages,
} from '../../operation/index.ts'

/** Thrown to undo what went well. */
const undoing = new Error('This was not to stay')

/** Work that waits for a commit. */
type Later = () => void | Promise<void>

/** The database as accounts use it: what one call does may be one transaction, whichever functions it goes through. */
export interface AccountStore {
  /** For reading: the running transaction, once it has begun. */
  reader(): Queryable
  /** For writing; begins the transaction of the call where there is one to be. */
  writer(): Promise<Queryable>
  /** The operations of an entity, without access rules, in the same transaction. */
  repository(entity: string): Promise<Repository<AnyRecord, AnyRecord, AnyRecord>>
  /**
   * Runs the work in one transaction, which begins with its first write: what is worked out before, such as the hash of a
   * password, keeps nobody else from writing.
   */
  transaction<Result>(work: () => Promise<Result>): Promise<Result>
  /** Runs the work to its end, and undoes all it wrote; what it held for after the commit is dropped. */
  undone(work: () => Promise<unknown>): Promise<void>
  /** Runs it after the commit, or at once where no transaction is open. */
  afterCommit(work: Later): Promise<void>
}

interface Call {
  current: Transaction | undefined
  begin(): Promise<Transaction>
  readonly held: Later[]
  readonly messages: HeldMessages
}

/** The store of one process. */
export function createAccountStore(services: Services): AccountStore {
  const { database } = services
  const calls = new AsyncLocalStorage<Call>()
  const base: Context = {
    ...createContext(services, { caller: anonymous, transport: 'accounts', requestId: 'accounts' }),
    unrestricted: true,
    // Accounts belong to no tenant, and their records may be in several.
    isCrossTenant: true,
    outward: false,
  }

  async function transaction<Result>(work: () => Promise<Result>): Promise<Result> {
    if (calls.getStore() !== undefined) return work()
    const opening = openLazily(services)
    try {
      const result = await calls.run(opening.call, work)
      await opening.commit((transaction) => writeMessages(base, transaction, opening.call.messages))
      if (opening.call.messages.list.length > 0) services.outgoing?.wake?.()
      for (const later of opening.call.held) await later()
      return result
    } catch (error) {
      await opening.rollBack(error)
      throw error
    }
  }

  return {
    reader: () => calls.getStore()?.current ?? database,
    writer: async () => calls.getStore()?.begin() ?? database,
    async repository(entity) {
      const call = calls.getStore()
      const transaction = await call?.begin()
      const { system } = createRepositories(
        transaction
          ? { ...base, transaction, afterCommit: call?.held, messages: call?.messages }
          : base,
      )
      return system[entity as never] as Repository<AnyRecord, AnyRecord, AnyRecord>
    },
    transaction,
    async undone(work) {
      const outer = await calls.getStore()?.begin()
      const inside = (current: Transaction): Promise<never> =>
        calls.run(
          { current, begin: async () => current, held: [], messages: holdMessages() },
          async () => {
            await work()
            throw undoing
          },
        )
      await (outer ? outer.savepoint(inside) : database.transaction(inside, { alone: true })).catch(
        (error: unknown) => {
          if (error !== undoing) throw error
        },
      )
    },
    async afterCommit(work) {
      const call = calls.getStore()
      if (call === undefined) await work()
      else call.held.push(work)
    },
  }
}

interface Opening {
  readonly call: Call
  /** Commits what was begun, after this. */
  commit(last: (transaction: Transaction) => Promise<void>): Promise<void>
  rollBack(reason: unknown): Promise<void>
}

/** A transaction that is opened by the first who needs it, and ends when it is told to. */
function openLazily({ database }: Services): Opening {
  const end = Promise.withResolvers<void>()
  end.promise.catch(() => undefined)
  let opened: Promise<Transaction> | undefined
  let ended: Promise<void> | undefined

  function open(): Promise<Transaction> {
    const { promise, resolve, reject } = Promise.withResolvers<Transaction>()
    const work = async (transaction: Transaction): Promise<void> => {
      // What was done cannot be done again from here: whoever called may.
      if (call.current !== undefined) throw collided()
      call.current = transaction
      resolve(transaction)
      await end.promise
    }
    ended = database.transaction(work, { alone: true })
    ended.catch(reject)
    return promise
  }

  const call: Call = {
    current: undefined,
    held: [],
    messages: holdMessages(),
    begin() {
      opened ??= open()
      return opened
    },
  }
  return {
    call,
    async commit(last) {
      if (call.current) await last(call.current)
      end.resolve()
      await ended
    },
    async rollBack(reason) {
      end.reject(reason)
      await ended?.catch(() => undefined)
    },
  }
}

function collided(): AppError {
  return new AppError('conflict', { message: 'Somebody else changed the same: try again' })
}
