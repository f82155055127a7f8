import { anonymous } from '../access/index.ts'
import type { System } from '../hooks/index.ts'
import type { Logger } from '../log/index.ts'
import {
  type Context,
  committed,
  createContext,
  createRepositories,
  type Services,
  type WriteContext,
  within,
  writeMessages,
} from '../operation/index.ts'

/** What the seed of a project is handed. */
export interface SeedContext {
  /** Every entity, without access rules, in one transaction. */
  readonly system: System
  readonly log: Logger
}

/** Creates what the application needs or a developer wants to see. It may run again: look before you create. */
export type Seed = (context: SeedContext) => Promise<void> | void

/** Runs the seed in one transaction; when it throws, nothing of it is kept. */
export async function runSeed(services: Services, seed: Seed): Promise<void> {
  const { database, log } = services
  const call = { caller: anonymous, transport: 'seed', requestId: 'seed' } as const
  const base: Context = {
    ...createContext(services, call),
    unrestricted: true,
    outward: false,
  }
  let inside: WriteContext | undefined
  await database.transaction(
    async (transaction) => {
      inside = within(base, transaction)
      await seed({ system: createRepositories(inside).system, log })
      await writeMessages(inside, transaction, inside.messages)
    },
    { alone: true, timeLimitMs: 0 },
  )
  if (inside) await committed(inside)
}
