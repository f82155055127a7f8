import { columns, type Database, instant, type Queryable, sql, string } from '../database/index.ts'
import { addStep, failureName, readSteps, type StepRecord } from './step-records.ts'

/** How a run of a workflow stands. */
export type RunStatus =
  /** Between steps, or before the first: it goes on by itself. */
  | 'waiting'
  | 'running'
  /** Nobody knows how to go on: somebody has to look, and say retry. */
  | 'parked'
  | 'cancelled'
  | 'completed'
  /** It failed, and its steps are taken back. */
  | 'compensated'

/** One run of a workflow. */
export interface WorkflowRun {
  readonly id: string
  readonly name: string
  readonly status: RunStatus
  readonly createdAt: string
  /** When it goes on, where it waits. */
  readonly runAt: string
  /** Why it is parked, or was taken back; else the last thing that went wrong. */
  readonly error: string | null
}

/** One step of a run; its result is for the workflow alone. */
export type RunStep = Pick<StepRecord, 'name' | 'status' | 'attempts' | 'error' | 'at'>

interface Row {
  id: string
  name: string
  status: string
  createdAt: string
  runAt: string
  result: string | null
  error: string | null
}

const rows = columns<Row>('cambium_jobs', {
  id: string('id'),
  name: string('name'),
  status: string('status'),
  createdAt: instant('created_at'),
  runAt: instant('run_at'),
  result: string('result'),
  error: string('error'),
})

/** The newest runs, the last one first; of one status where it is given. */
export async function listRuns(
  db: Queryable,
  { status, limit }: { status: RunStatus | undefined; limit: number },
): Promise<WorkflowRun[]> {
  const found = await db.all<Row>(sql`
    select ${rows} from "cambium_jobs" where "kind" = 'workflow' and ${whereStatus(status)}
    order by "seq" desc limit ${limit}
  `)
  return found.map(toRun)
}

/** One run with its steps, in order; undefined where there is none, or it is not kept any more. */
export async function showRun(
  db: Queryable,
  id: string,
): Promise<{ run: WorkflowRun; steps: RunStep[] } | undefined> {
  const row = await db.first<Row>(sql`
    select ${rows} from "cambium_jobs" where "kind" = 'workflow' and "id" = ${id}
  `)
  if (row === undefined) return undefined
  const steps = await readSteps(db, id)
  return {
    run: toRun(row),
    steps: steps
      .filter((step) => step.name !== failureName)
      .map(({ name, status, attempts, error, at }) => ({ name, status, attempts, error, at })),
  }
}

/** Lets a run that is parked or waits go on at once, with all its tries again; false where it does neither. */
export function retryRun(database: Database, id: string): Promise<boolean> {
  return database.transaction(async (tx) => {
    const changed = await tx.run(sql`
      update "cambium_jobs"
      set "status" = 'waiting', "attempts" = 0, "lease" = null, "leased_until" = null,
        "finished_at" = null, "keep_until" = null
      where "kind" = 'workflow' and "id" = ${id} and "status" in ('parked', 'waiting', 'delayed')
    `)
    if (changed === 0) return false
    await tx.run(sql`
      update "cambium_steps" set "attempts" = 0
      where "workflow_id" = ${id} and "status" in ('running', 'done', 'clearing')
    `)
    return true
  })
}

/**
 * Has a run taken back that is under way: a step that is at work is let finish, and the next one is not begun. False where
 * it is over.
 */
export function cancelRun(database: Database, id: string): Promise<boolean> {
  return database.transaction(async (tx) => {
    const found = await tx.first<{ status: string }>(sql`
      select "status" from "cambium_jobs"
      where "kind" = 'workflow' and "id" = ${id}
        and "status" in ('parked', 'waiting', 'delayed', 'running')
    `)
    if (found === undefined) return false
    const steps = await readSteps(tx, id)
    await addStep(tx, {
      workflowId: id,
      name: failureName,
      position: steps.length + 1,
      status: 'failed',
      attempts: 0,
      result: null,
      error: 'It was cancelled',
      at: new Date().toISOString(),
    })
    await tx.run(sql`
      update "cambium_jobs" set "status" = 'waiting', "attempts" = 0, "finished_at" = null,
        "keep_until" = null
      where "id" = ${id} and "status" in ('parked', 'delayed')
    `)
    return true
  })
}

function whereStatus(status: RunStatus | undefined): ReturnType<typeof sql> {
  switch (status) {
    case undefined:
      return sql`1 = 1`
    case 'waiting':
      return sql`"status" in ('waiting', 'delayed', 'behind')`
    case 'completed':
    case 'compensated':
      return sql`"status" = 'done' and "result" like ${`{"outcome":"${status}"%`}`
    default:
      return sql`"status" = ${status}`
  }
}

function toRun({ result, ...row }: Row): WorkflowRun {
  const { id, name, createdAt, runAt, error } = row
  if (row.status !== 'done') {
    const status = ['delayed', 'behind'].includes(row.status) ? 'waiting' : row.status
    return { id, name, createdAt, runAt, error, status: status as RunStatus }
  }
  const ended = JSON.parse(result ?? '{}') as { outcome?: RunStatus; error?: string }
  const status = ended.outcome ?? 'completed'
  return { id, name, createdAt, runAt, status, error: ended.error ?? null }
}
