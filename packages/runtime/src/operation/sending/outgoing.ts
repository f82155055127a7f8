import type { PushMessage } from '../../hooks/index.ts'
import type { EnqueueOptions } from '../../jobs/index.ts'
import type { Message } from '../../queue/index.ts'
import type { Context } from '../context.ts'
import type { AnyRecord } from '../list-query.ts'

/** A record that was written, for events of it. */
export interface WrittenRecord {
  readonly entity: string
  readonly operation: 'create' | 'update' | 'delete'
  /** As it is now; as it was, for one that is gone. */
  readonly record: AnyRecord
  readonly previous: AnyRecord | null
}

/**
 * Makes messages of what hooks, functions, jobs and handlers ask for; each part comes from the folder that knows the kind.
 * Throws for what the application does not have, and for input that is not as declared.
 */
export interface Outgoing {
  /** One event; no message where nobody wants to know. */
  emit?(context: Context, event: string, payload: unknown): readonly Message[]
  /** What is told of a record that was written; asked at every write, so it must be quick to say nothing. */
  recordWritten?(context: Context, written: WrittenRecord): readonly Message[]
  /** A job, or a run of a workflow. */
  enqueue?(context: Context, job: string, call: EnqueueCall): Message
  mail?(context: Context, mail: { to: string; template: string; data: unknown }): Message
  /** A message to every device of a user. */
  push?(context: Context, push: { to: string; message: PushMessage }): Message
  /** Says that messages were committed; must cost next to nothing. */
  wake?(): void
}

/** What a job is given, and how it is to be run. */
export interface EnqueueCall {
  readonly input: unknown
  readonly options: EnqueueOptions
}
