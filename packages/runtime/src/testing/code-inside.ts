import { anonymous } from '../access/index.ts'
import type { Senders, System } from '../hooks/index.ts'
import {
  type Context,
  createContext,
  createRepositories,
  createSenders,
  type Services,
  transact,
} from '../operation/index.ts'

/** What code of the application has, for a test that stands in for it. */
export interface CodeInside extends Senders {
  readonly system: System
}

/** A call of server code: nobody's, and without access rules. */
export function contextOf(services: Services): Context {
  const call = { caller: anonymous, transport: 'test', requestId: 'test' } as const
  return { ...createContext(services, call), unrestricted: true, outward: false }
}

/** Runs code of a test as that of the application, in one transaction. */
export function runInside<Result>(
  services: Services,
  work: (code: CodeInside) => Promise<Result>,
): Promise<Result> {
  return transact(contextOf(services), 'test', (inside) =>
    work({ ...createSenders(inside), system: createRepositories(inside).system }),
  )
}
