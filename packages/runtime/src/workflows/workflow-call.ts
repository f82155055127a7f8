import type { Transaction } from '../database/index.ts'
import type { Senders, System } from '../hooks/index.ts'
import { callOf } from '../jobs/index.ts'
import type { Logger } from '../log/index.ts'
import {
  createRepositories,
  createSenders,
  type Services,
  sendingIn,
  type WriteContext,
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
  const { requestId } = origin
  const base = callOf(services, delivery)
  return {
    log: services.log.child({ workflow: name, id, ...(requestId !== null && { requestId }) }),
    transaction(key, timeLimitMs, work) {
      const options = { key: `workflow ${name} ${key}`, timeLimitMs }
      return sendingIn(
        base,
        (run) =>
          services.database.transaction(async (tx) => {
            const done = await run(tx)
            // Last: whoever would take it over, and the signs of life, wait for this row.
            await delivery.assertHeld(tx)
            return done
          }, options),
        (inside) => work(inside.transaction, workIn(inside)),
      )
    },
  }
}

function workIn(context: WriteContext): StepWork {
  return {
    system: createRepositories({ ...context, unrestricted: true }).system,
    ...createSenders(context),
  }
}
