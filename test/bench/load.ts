/** One request of a load. */
export interface LoadRequest {
  readonly method: 'GET' | 'POST' | 'PATCH'
  readonly path: string
  readonly headers: { readonly [name: string]: string }
  readonly body?: string
}

/** Requests that are sent round and round. */
export interface Load {
  readonly port: number
  readonly requests: readonly LoadRequest[]
}

/** What a load tool saw. */
export interface Seen {
  readonly requests: number
  /** Answers that were neither 2xx nor 3xx, and requests without an answer. */
  readonly failures: number
  readonly seconds: number
  readonly p50Ms: number
  readonly p99Ms: number
}

/** A program that makes load, in a process of its own. */
export interface LoadTool {
  readonly name: string
  run(load: Load, options: { seconds: number; connections: number }): Promise<Seen>
}
