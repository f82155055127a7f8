import { anonymous } from '../access/index.ts'
import type { System } from '../hooks/index.ts'
import type { Logger } from '../log/index.ts'
import {
  type Context,
  createContext,
  createRepositories,
  type Services,
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
  let afterCommit: (() => void | Promise<void>)[] = []
  await database.transaction(
    async (transaction) => {
      afterCommit = []
      const { system } = createRepositories({ ...base, transaction, afterCommit })
      await seed({ system, log })
    },
    { alone: true, timeLimitMs: 0 },
  )
  for (const work of afterCommit) await work()
}
