import type { Caller } from '../access/index.ts'
import type { Database, Transaction, VisitLimit } from '../database/index.ts'
import type { Files } from '../files/index.ts'
import type { Logger } from '../log/index.ts'
import type { Registry } from './registry.ts'
import type { RowLimits } from './row-limit/index.ts'
import type { HeldMessages, Outgoing } from './sending/index.ts'

/** The way a call came in. */
export type Transport =
  | 'rest'
  | 'graphql'
  | 'grpc'
  | 'realtime'
  | 'admin'
  | 'job'
  | 'function'
  | 'accounts'
  | 'seed'
  | 'test'

/** Runs the functions of an application by name, within the call that asks for them. */
export interface FunctionRunner {
  run(context: Context, name: string, input: unknown): Promise<unknown>
}

/** What one process shares among all calls. */
export interface Services {
  readonly database: Database
  readonly log: Logger
  readonly registry: Registry
  /** Signs page cursors; at least 32 bytes, the same on every instance. */
  readonly cursorKey: Uint8Array
  /** False leaves out the owned hooks: for generated tests. */
  readonly runHooks: boolean
  /** How much of a large table a request may go through; without it all of it. */
  readonly rowLimits?: RowLimits
  /** The files of its records, where some field holds any. */
  readonly files?: Files
  /** The functions of the application, where it has some. */
  readonly functions?: FunctionRunner
  /** Makes messages of what hooks send, where the application has something that outlives a request. */
  readonly outgoing?: Outgoing
}

/** What an operation knows of its call, whichever API it came through. */
export interface Context {
  readonly services: Services
  readonly caller: Caller
  readonly transport: Transport
  readonly requestId: string
  /** The running transaction, when this call is part of one. */
  readonly transaction: Transaction | undefined
  /** No access rule applies: `system`. */
  readonly unrestricted: boolean
  /** The tenant whose rows it may touch, where that is not the caller's own; null for nobody's. */
  readonly tenant?: string | null
  /** It may touch the rows of every tenant: `system.crossTenant()`. */
  readonly isCrossTenant?: boolean
  /** The answer goes to the caller: fields that never leave are taken out. False inside hooks. */
  readonly outward: boolean
  /** Work to do once the outermost transaction is committed. */
  readonly afterCommit: (() => void | Promise<void>)[] | undefined
  /** What is to be written right before the outermost commit. */
  readonly messages?: HeldMessages | undefined
  /** How many operations called one another to get here. */
  readonly depth: number
  /** How many rows a statement of this call may go through, when it reads a large table. */
  readonly visits?: VisitLimit
  /** What must not change anything, where that is so: a write within it is a bug, and refused. */
  readonly readOnly?: string
  /** Aborted when nobody waits for the answer any more. */
  readonly signal?: AbortSignal
}

/** Starts the context of one call. */
export function createContext(
  services: Services,
  call: { caller: Caller; transport: Transport; requestId: string },
): Context {
  return {
    services,
    caller: call.caller,
    transport: call.transport,
    requestId: call.requestId,
    transaction: undefined,
    unrestricted: false,
    outward: true,
    afterCommit: undefined,
    depth: 0,
  }
}
