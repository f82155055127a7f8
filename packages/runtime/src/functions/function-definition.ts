import type { Caller } from '../access/index.ts'
import type { FunctionInput, FunctionOutput, HookContext } from '../hooks/index.ts'
import type { InputRules } from '../schema/index.ts'

type Awaitable<Value> = Value | Promise<Value>

/** How a streaming function is sent: plain text, one JSON value a line, or server-sent events. */
export type StreamForm = 'text' | 'ndjson' | 'sse'

/** Who may call a function from outside, by who they are: there is no row to look at. */
export type FunctionAccess =
  | 'public'
  | 'signedIn'
  | 'none'
  | { readonly cambium: 'rule'; readonly rule: string }
  | readonly FunctionAccess[]
  | { readonly all: readonly FunctionAccess[] }

/** Builders of fields, by name. */
export interface FieldBuilders {
  readonly [field: string]: { readonly cambium: 'field' }
}

/** What a function is handed: what hooks are, its input, and a signal that says when nobody waits any more. */
export interface FunctionEvent<Input>
  extends Omit<HookContext<{ [field: string]: unknown }>, 'entity' | 'operation'> {
  readonly input: Input
  /** Aborted when the client went away, or the process stops. */
  readonly signal: AbortSignal
}

/** Options of a function; all but `run` are read at generation and must be literals and builders. */
export interface FunctionOptions<Input, Output> {
  /** What it does; carried into the API's description. */
  readonly doc?: string
  /** `GET` takes its input from the query string and changes nothing; `POST`, the default, from the body. */
  readonly method?: 'GET' | 'POST'
  /** Its address under `/api`; `/functions/<its name with hyphens>` unless given. */
  readonly path?: `/${string}`
  /** Who may call it over the API. Without one nobody but `admin`; with `'none'` it has no address at all. */
  readonly access?: FunctionAccess
  /** The fields it takes; each must be given unless it is `optional`. */
  readonly input?: FieldBuilders
  /** The fields it gives, or those of each part where it streams. What is not among them is not sent. */
  readonly output?: FieldBuilders
  /** `run` gives an iterable of parts, which are sent one after the other. */
  readonly stream?: StreamForm
  /** False where it waits for others or takes long: then each of its operations is a transaction of its own. */
  readonly transaction?: boolean
  run(event: FunctionEvent<Input>): Awaitable<Output>
}

/** What a file in `src/functions` exports. */
export interface FunctionDefinition<Name extends string = string> {
  readonly kind: 'function'
  readonly name: Name
  readonly options: FunctionOptions<never, unknown>
}

/**
 * Declares a function: an endpoint of your own with typed input and output, which hooks, jobs and other functions call
 * too. `name` is the camelCase of the file's name, and the name of the export.
 */
export function defineFunction<const Name extends string>(
  name: Name,
  options: FunctionOptions<FunctionInput<Name>, FunctionOutput<Name>>,
): FunctionDefinition<Name> {
  return { kind: 'function', name, options }
}

/** What the generator read of a function. */
export interface FunctionShape {
  readonly name: string
  readonly method: 'GET' | 'POST'
  /** Its address under `/api`; null where it has none. */
  readonly path: string | null
  /** May this caller call it over an API? */
  allow(caller: Caller): boolean
  readonly input: InputRules
  /** Null where it gives nothing, or text. */
  readonly output: InputRules | null
  readonly stream: StreamForm | null
}

/** A function as `app.gen.ts` lists it. */
export interface RegisteredFunction {
  readonly definition: FunctionDefinition
  readonly shape: FunctionShape
}
