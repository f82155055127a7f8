import {
  columns,
  instant,
  integer,
  type Queryable,
  sql,
  string,
  values,
} from '../database/index.ts'

/**
 * Where a step is: at work (or it was, when its process ended), done, being cleared up after, failed for good, or taken
 * back.
 */
export type StepStatus = 'running' | 'done' | 'clearing' | 'failed' | 'undone'

/** What is recorded of one step. */
export interface StepRecord {
  readonly workflowId: string
  readonly name: string
  /** The order in which steps were recorded: they are taken back in reverse. */
  readonly position: number
  readonly status: StepStatus
  /** Tries of what is being done just now: the step, its clearing up, or its undo. */
  readonly attempts: number
  /** JSON. */
  readonly result: string | null
  readonly error: string | null
  readonly at: string
}

/** The name under which it is recorded that the workflow itself has failed: no step is called so. */
export const failureName = ''

const table = columns<StepRecord>('cambium_steps', {
  workflowId: string('workflow_id'),
  name: string('name'),
  position: integer('position'),
  status: string('status'),
  attempts: integer('attempts'),
  result: string('result'),
  error: string('error'),
  at: instant('at'),
})

/** Everything recorded of a run, in order. */
export function readSteps(db: Queryable, workflowId: string): Promise<StepRecord[]> {
  return db.all<StepRecord>(sql`
    select ${table} from "cambium_steps" where "workflow_id" = ${workflowId} order by "position"
  `)
}

/** Records something new; false where it is recorded already. */
export async function addStep(db: Queryable, record: StepRecord): Promise<boolean> {
  const added = await db.run(sql`
    insert into "cambium_steps" ${values(table, record)} on conflict do nothing
  `)
  return added === 1
}

/** Changes what is recorded, where that still is what it was taken for; false where somebody else was faster. */
export async function changeStep(
  db: Queryable,
  from: StepRecord,
  to: StepRecord,
): Promise<boolean> {
  const changed = await db.run(sql`
    update "cambium_steps"
    set "position" = ${to.position}, "status" = ${to.status}, "attempts" = ${to.attempts},
      "result" = ${to.result}, "error" = ${to.error}, "at" = ${table.encode('at', to.at)}
    where "workflow_id" = ${from.workflowId} and "name" = ${from.name}
      and "status" = ${from.status} and "attempts" = ${from.attempts}
  `)
  return changed === 1
}

/** Takes away what was recorded of runs that are not kept any more. */
export function forgetSteps(db: Queryable): Promise<number> {
  return db.run(sql`
    delete from "cambium_steps" where not exists (
      select 1 from "cambium_jobs" where "cambium_jobs"."id" = "cambium_steps"."workflow_id"
    )
  `)
}
