import { AsyncLocalStorage } from 'node:async_hooks'
import { assignments, identifier, sql } from '../../database/index.ts'
import { AppError } from '../../errors/index.ts'
import { newId } from '../../id/index.ts'
import type { AnyRecord, Resource } from '../../operation/index.ts'
import type { AccountsDefinition } from '../definition.ts'
import type { AccountStore } from './account-store.ts'

/** How somebody makes an account without learning which addresses have one. */
export interface SignUps {
  /** Runs a sign-up: inside, no address is known. */
  run<Result>(work: () => Promise<Result>): Promise<Result>
  /** Whether this is inside a sign-up. */
  isRunning(): boolean
  /**
   * Creates the user, or undefined where the address has an account. Whatever would refuse a new address (the limits of
   * the entity, its hooks, what is unique beside the address) refuses a known one too, with the same words.
   */
  create(input: AnyRecord): Promise<AnyRecord | undefined>
}

export interface SignUpsOptions {
  readonly definition: AccountsDefinition
  readonly resource: Resource
  readonly store: AccountStore
}

/** Somebody else was faster with the same address. */
export function isTaken(error: unknown, email: string): boolean {
  if (!(error instanceof AppError) || error.code !== 'conflict') return false
  return error.errors.some(({ path }) => path === email)
}

/** The sign-ups of one process. */
export function createSignUps({ definition, resource, store }: SignUpsOptions): SignUps {
  const running = new AsyncLocalStorage<true>()
  const { email: field, entity } = definition
  const { columns, table } = resource
  const name = identifier(table)

  async function createReally(input: AnyRecord): Promise<AnyRecord> {
    return (await store.repository(entity)).create(input)
  }

  function withAddress(address: unknown) {
    return sql`${columns.expression(field)} = ${columns.encode(field, address)}`
  }

  async function isKnown(address: unknown): Promise<boolean> {
    const db = await store.writer()
    return (await db.count(sql`select count(*) from ${name} where ${withAddress(address)}`)) > 0
  }

  /** The same work as for a new address, with the account that has it out of the way; all of it is undone. */
  async function pretend(input: AnyRecord): Promise<undefined> {
    await store.undone(async () => {
      const aside = assignments(columns, { [field]: `${newId()}@aside.invalid` })
      const db = await store.writer()
      await db.run(sql`update ${name} set ${aside} where ${withAddress(input[field])}`)
      await createReally(input)
    })
  }

  return {
    run: (work) => running.run(true, work),
    isRunning: () => running.getStore() === true,
    async create(input) {
      if (await isKnown(input[field])) return pretend(input)
      try {
        return await createReally(input)
      } catch (error) {
        if (isTaken(error, field)) return pretend(input)
        throw error
      }
    },
  }
}
