import { type Database, sql } from '../../database/index.ts'
import type { Metrics } from '../../metrics/index.ts'
import type { Tried } from '../../queue/index.ts'

/** From ten milliseconds to ten minutes: what outlives a request may take its time. */
const tryBounds: readonly number[] = [0.01, 0.05, 0.1, 0.5, 1, 5, 10, 30, 60, 300, 600]

/** Counts the tries of this process; what to call with each. */
export function countTries(metrics: Metrics): (tried: Tried) => void {
  const total = metrics.counter({
    name: 'cambium_queue_tries_total',
    help: 'Tries of messages that this process made, by how they ended.',
    labels: ['kind', 'name', 'outcome'],
  })
  const times = metrics.histogram(
    {
      name: 'cambium_queue_try_duration_seconds',
      help: 'How long a try took.',
      labels: ['kind', 'name'],
    },
    tryBounds,
  )
  return ({ kind, name, outcome, milliseconds }) => {
    total.add([kind, name, outcome])
    times.of([kind, name]).observe(milliseconds / 1_000)
  }
}

interface QueueRow {
  readonly kind: string
  readonly name: string
  readonly status: string
  readonly messages: number
  readonly age: number | null
}

/** Looks how much waits, and for how long; the same for every process on the database. */
export function measureQueue(metrics: Metrics, database: Database): () => Promise<void> {
  const messages = metrics.gauge({
    name: 'cambium_queue_messages',
    help: 'Messages in the queue, by where they are.',
    labels: ['kind', 'name', 'status'],
  })
  const oldest = metrics.gauge({
    name: 'cambium_queue_oldest_seconds',
    help: 'For how long the oldest message has waited that could be done.',
    labels: ['kind', 'name'],
  })
  return async () => {
    const rows = await database.all<QueueRow>(sql`
      select "kind", "name", "status", count(*) as "messages",
        case when "status" = 'waiting' then ${ageOf(database)} end as "age"
      from "cambium_jobs" group by "kind", "name", "status"
    `)
    messages.clear()
    oldest.clear()
    for (const row of rows) {
      messages.set([row.kind, row.name, row.status], Number(row.messages))
      if (row.age !== null) oldest.set([row.kind, row.name], Math.max(0, Number(row.age)))
    }
  }
}

/** The clock is that of the database. */
function ageOf({ dialect }: Database): ReturnType<typeof sql> {
  return dialect === 'sqlite'
    ? sql`(julianday('now') - julianday(min("run_at"))) * 86400`
    : sql`cast(extract(epoch from clock_timestamp() - min("run_at")) as double precision)`
}
