import type { AnyInput, Register } from '../hooks/index.ts'
import type { WorkflowInput, WorkflowName } from '../workflows/index.ts'

type Jobs = Register extends { jobs: infer Types } ? Types : { [job: string]: AnyInput }

/** The names of the application's jobs. */
export type JobName = keyof Jobs & string

/** What a job is given: the type under its name in the generated registration, any values without one. */
export type JobInput<Name> = Name extends keyof Jobs ? Jobs[Name] : AnyInput

/** What can be asked for: a job, or a workflow. */
export type EnqueuedName = JobName | WorkflowName

/** What it is given. */
export type EnqueuedInput<Name extends string> = Name extends JobName
  ? JobInput<Name>
  : WorkflowInput<Name>

/** The input may be left out where none of it is required. */
export type EnqueueArguments<Name extends string> =
  Partial<EnqueuedInput<Name>> extends EnqueuedInput<Name>
    ? [input?: EnqueuedInput<Name>, options?: EnqueueOptions]
    : [input: EnqueuedInput<Name>, options?: EnqueueOptions]

/** When and how it is to run, beside what it is given. */
export interface EnqueueOptions {
  /** Not before this much time has passed: milliseconds, or text as `30s`, `5m`, `2h`, `1d`. */
  readonly delay?: number | string
  /** Not before this instant. */
  readonly runAt?: string | Date
  /** The higher one goes first; the job's own unless told, from -1,000 to 1,000. */
  readonly priority?: number
  /** While one with this key waits, asking for another gives the id of the first. */
  readonly uniqueKey?: string
  /** How often it is tried; the job's own number unless told. */
  readonly attempts?: number
}

/** Asks for a job or a workflow, to begin once the transaction is committed; answers with its id. */
export type Enqueue = <const Name extends EnqueuedName>(
  job: Name | { readonly name: Name },
  ...rest: EnqueueArguments<Name>
) => Promise<string>
