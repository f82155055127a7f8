import { UsageError } from '../command-line/index.ts'

/** What `push` is asked for. */
export interface PushCommand {
  readonly name: 'push'
}

/** Reads what stands behind `push`: `keys`. Throws a `UsageError`. */
export function parsePush(args: readonly string[]): PushCommand {
  if (args.length === 1 && args[0] === 'keys') return { name: 'push' }
  throw new UsageError('There is: push keys, which makes a pair of keys for messages to browsers')
}
