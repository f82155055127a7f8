import { createCaller } from '../access/index.ts'
import { type Context, createContext, type Services } from '../operation/index.ts'
import type { Delivery } from '../queue/index.ts'

/** The call of code that runs for a message: by who asked for it, without the roles of that time, in the tenant of that time. */
export function callOf(services: Services, { id, origin }: Delivery): Context {
  const { requestId, callerId, tenant } = origin
  const caller = createCaller({ id: callerId, tenant })
  return {
    ...createContext(services, { caller, transport: 'job', requestId: requestId ?? id }),
    outward: false,
    ...(tenant !== null && { tenant }),
  }
}
