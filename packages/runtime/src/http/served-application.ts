import type { FastifyInstance } from 'fastify'
import type { RegisteredFunction } from '../functions/index.ts'
import type { Context } from '../operation/index.ts'

declare module 'fastify' {
  interface FastifyRequest {
    /** What the operations know of this call: its caller, id and transport. */
    context: Context
    /** Whether who called may still do what they could: for an answer that goes on. */
    callerStands(): Promise<boolean>
  }
}

/** What generated and owned routes are registered on: a Fastify instance whose addresses begin with `/api`. */
export type Server = FastifyInstance

/** Registers the routes of one resource. */
export type Routes = (server: Server) => void

/** The part of an application that is served over HTTP. */
export interface ServedApplication {
  readonly name: string
  readonly routes: readonly Routes[]
  /** Those with an address are served under `/api`. */
  readonly functions?: readonly RegisteredFunction[]
  /** The OpenAPI document on disk; without one `/api/openapi.json` is not served. */
  readonly openapi?: URL | undefined
}
