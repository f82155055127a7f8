import type { RequestHead } from '../../auth/index.ts'
import type { AttemptKind } from '../limits/index.ts'

/** A request to the accounts, as whatever serves them hands it on. */
export interface AccountCall extends RequestHead {
  /** Path and query string: `/api/auth/sign-in/email`. */
  readonly url: string
  /** Values of the parts of the path that begin with `:`. */
  readonly params: { readonly [name: string]: string }
  readonly query: { readonly [name: string]: unknown }
  /** What was sent, read as JSON or as a form; undefined where nothing was. */
  readonly body: unknown
  /** The address it came from, as far as proxies are trusted. */
  readonly address: string
}

/** One address of the accounts, under `/api/auth`. */
export interface AccountRoute {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE'
  /** With `:name` for parts that vary: `/sessions/:id`. */
  readonly path: string
  /** How often it may be tried. */
  readonly limit: AttemptKind
  /** A page of another origin may lead or post here: what came back from a provider says itself whose it is. */
  readonly isOpen?: boolean
  /** Refusals keep the form that the protocol has for them. */
  readonly isProtocol?: boolean
  /** Somebody leaves: the browser is told to forget what pages kept of them. */
  readonly isLeaving?: boolean
  /** What is told in place of what the library answers when it did as it was asked. */
  told?(answer: unknown): unknown
  /** Answers by itself; without it the library does. */
  answer?(call: AccountCall): Promise<Response>
}
