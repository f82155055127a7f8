import type { Register, Senders, System } from '../hooks/index.ts'
import type { Logger } from '../log/index.ts'
import type { fail } from '../operation/index.ts'

type Awaitable<Value> = Value | Promise<Value>

/** What may stand in the input of a workflow. */
export interface WorkflowValues {
  readonly [name: string]: unknown
}

type Workflows = Register extends { workflows: infer Types }
  ? Types
  : { [workflow: string]: WorkflowValues }

/** The names of the application's workflows. */
export type WorkflowName = keyof Workflows & string

/** What a workflow is given: the type under its name in the generated registration, any values without one. */
export type WorkflowInput<Name extends string> = Name extends keyof Workflows
  ? Workflows[Name]
  : WorkflowValues

/** What a step that calls others is handed. */
export interface StepContext {
  /** The same however often the step is tried: what to send as an idempotency key. */
  readonly id: string
  /** 1 for the first try. */
  readonly attempt: number
  /** Aborted when the step takes too long, or the process stops. */
  readonly signal: AbortSignal
  readonly log: Logger
  /** The refusal to throw where there is no use in trying again: `throw fail(409, 'The card was declined')`. */
  readonly fail: typeof fail
}

/** What a step in a transaction is handed: whatever it writes is committed together with its record, or not at all. */
export interface DbStepContext extends StepContext, Senders {
  /** Every entity without access rules, in the transaction of the step. */
  readonly system: System
}

/** How one step is taken back, and how often it is tried. */
export interface StepOptions<Result, Context> {
  /** Takes the step back once a later one failed for good. */
  undo?(result: Result, context: Context): Awaitable<void>
  /** Clears up after this step itself failed for good, where something may have happened all the same. */
  failed?(context: Context): Awaitable<void>
  /** How often it is tried before it has failed for good; the workflow's own number unless told. */
  readonly attempts?: number
  /** How long one try may take: milliseconds, or text as `30s`; the workflow's own time unless told. */
  readonly timeout?: number | string
}

/** The third argument of a step: its undo, or that and more. */
export type StepUndo<Result, Context> =
  | ((result: Result, context: Context) => Awaitable<void>)
  | StepOptions<Result, Context>

/** Does one thing of a workflow and records its result: when the workflow goes on elsewhere, the result is taken from there. */
export interface Step {
  /**
   * A step that calls others. It is done at least once and recorded at most once: send `id` along, so that the other
   * side does it once too.
   */
  <Result>(
    name: string,
    run: (context: StepContext) => Awaitable<Result>,
    undo?: StepUndo<Result, StepContext>,
  ): Promise<Result>
  /** A step in a transaction together with its record: done exactly once. */
  db<Result>(
    name: string,
    run: (context: DbStepContext) => Awaitable<Result>,
    undo?: StepUndo<Result, DbStepContext>,
  ): Promise<Result>
  /** Waits, also over restarts and for days; nothing is kept busy meanwhile. Milliseconds, or text as `12h`. */
  sleep(name: string, duration: number | string): Promise<void>
}

/** What `run` of a workflow is handed. */
export interface WorkflowEvent<Input> {
  /** The id of this run, as `workflows show` takes it. */
  readonly id: string
  readonly input: Input
  readonly step: Step
  readonly log: Logger
}

/** What a workflow is: settings, and `run`, which is code. */
export interface WorkflowSettings<Input> {
  /** The fields of its input, as builders of the model. */
  readonly input?: { readonly [field: string]: object }
  /** How often a step is tried before it has failed for good; 5 unless told. */
  readonly attempts?: number
  /** How long one try of a step may take: milliseconds, or text as `30s`, which it is unless told; `5s` in a transaction. */
  readonly timeout?: number | string
  /** How many runs of it go on at the same time in one process; 10 unless told. */
  readonly concurrency?: number
  /** Calls its steps in the same order each time it is run: everything that may differ belongs into a step. */
  run(event: WorkflowEvent<Input>): Awaitable<unknown>
}

/** A workflow as `app.gen.ts` lists it. */
export interface Workflow<Name extends string = string> {
  readonly kind: 'workflow'
  readonly name: Name
  readonly settings: WorkflowSettings<never>
}
