import type { Register } from '../hooks/index.ts'

/** What may stand in the payload of a job or an event. */
export interface JobValues {
  readonly [name: string]: unknown
}

type Jobs = Register extends { jobs: infer Types } ? Types : { [job: string]: JobValues }

/** The names of the application's jobs. */
export type JobName = keyof Jobs & string

/** What a job is given: the type under its name in the generated registration, any values without one. */
export type JobInput<Name extends string> = Name extends keyof Jobs ? Jobs[Name] : JobValues

/** What may be left out where a job takes no input. */
export type InputArguments<Name extends string> =
  Partial<JobInput<Name>> extends JobInput<Name>
    ? [input?: JobInput<Name>, options?: EnqueueOptions]
    : [input: JobInput<Name>, options?: EnqueueOptions]

/** When and how a job is to run, beside what it is given. */
export interface EnqueueOptions {
  /** Not before this much time has passed: milliseconds, or text as `30s`, `5m`, `2h`, `1d`. */
  readonly delay?: number | string
  /** Not before this instant. */
  readonly runAt?: string | Date
  /** The higher one goes first; 0 unless told, from -1,000 to 1,000. */
  readonly priority?: number
  /** While a job with this key waits, asking for another one gives the id of the first. */
  readonly uniqueKey?: string
  /** How often it is tried; the job's own number unless told. */
  readonly attempts?: number
}

/** Asks for a job to be run once the transaction is committed; answers with its id. */
export type Enqueue = <const Name extends JobName>(
  job: Name | { readonly name: Name },
  ...rest: InputArguments<Name>
) => Promise<string>
