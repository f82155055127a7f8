import { createCaller } from '../access/index.ts'
import type { Transaction } from '../database/index.ts'
import type { Senders, System } from '../hooks/index.ts'
import type { Logger } from '../log/index.ts'
import {
  type Context,
  committed,
  createContext,
  createRepositories,
  createSenders,
  type Services,
  type WriteContext,
  within,
  writeMessages,
} from '../operation/index.ts'
import type { Delivery } from '../queue/index.ts'

/** What a step in a transaction may use. */
export type StepWork = { readonly system: System } & Senders

/** One delivery of a run: who asked for it, and how its transactions are made. */
export interface WorkflowCall {
  readonly log: Logger
  /**
   * Runs the work in a transaction that is undone where somebody else has the run by now; what it sends is written with it.
   */
  transaction<Result>(
    key: string,
    timeLimitMs: number | undefined,
    work: (tx: Transaction, stepWork: StepWork) => Promise<Result>,
  ): Promise<Result>
}

/** Opens the call of a delivery. */
export function openCall(services: Services, delivery: Delivery): WorkflowCall {
  const { id, name, origin } = delivery
  const { requestId, callerId, tenant } = origin
  const caller = createCaller({ id: callerId, tenant })
  const base: Context = {
    ...createContext(services, { caller, transport: 'job', requestId: requestId ?? id }),
    outward: false,
    ...(tenant !== null && { tenant }),
  }
  return {
    log: services.log.child({ workflow: name, id, ...(requestId !== null && { requestId }) }),
    async transaction(key, timeLimitMs, work) {
      let inside: WriteContext | undefined
      const result = await services.database.transaction(
        async (tx) => {
          inside = within(base, tx)
          const done = await work(tx, workIn(inside))
          await writeMessages(inside, tx, inside.messages)
          // Last: whoever would take it over, and the signs of life, wait for this row.
          await delivery.assertHeld(tx)
          return done
        },
        { key: `workflow ${name} ${key}`, timeLimitMs },
      )
      if (inside) await committed(inside)
      return result
    },
  }
}

function workIn(context: WriteContext): StepWork {
  return {
    system: createRepositories({ ...context, unrestricted: true }).system,
    ...createSenders(context),
  }
}
