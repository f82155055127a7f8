import { type Database, sql } from '../../database/index.ts'
import type { Metrics } from '../../metrics/index.ts'
import { liveInstances } from '../../migrate/index.ts'

/** Looks whether the database answers and how fast, how large it is, and who works on it. */
export function measureDatabase(metrics: Metrics, database: Database): () => Promise<void> {
  const up = metrics.gauge({
    name: 'cambium_database_up',
    help: 'Whether the database answered: 1 or 0.',
  })
  const ping = metrics.gauge({
    name: 'cambium_database_ping_seconds',
    help: 'How long the shortest of questions took.',
  })
  const bytes = metrics.gauge({
    name: 'cambium_database_bytes',
    help: 'How large the database is.',
  })
  const instances = metrics.gauge({
    name: 'cambium_instances',
    help: 'Processes that gave a sign of life within 30 seconds.',
  })
  return async () => {
    const startedAt = performance.now()
    up.set([], 0)
    await database.count(sql`select 1`)
    ping.set([], (performance.now() - startedAt) / 1_000)
    up.set([], 1)
    bytes.set([], await database.count(sizes[database.dialect]))
    instances.set([], (await liveInstances(database)).length)
  }
}

const sizes = {
  sqlite: sql`select "page_count" * "page_size" from pragma_page_count, pragma_page_size`,
  postgres: sql`select pg_database_size(current_database())`,
} as const

/** Looks how many files there are, and how large they are together, by where they stand. */
export function measureFiles(metrics: Metrics, database: Database): () => Promise<void> {
  const count = metrics.gauge({
    name: 'cambium_files',
    help: 'Files, by where they stand: of a record, or waiting for one.',
    labels: ['state'],
  })
  const bytes = metrics.gauge({
    name: 'cambium_files_bytes',
    help: 'How large these are together.',
    labels: ['state'],
  })
  return async () => {
    const rows = await database.all<{ state: string; files: number; bytes: number }>(sql`
      select "state", count(*) as "files", cast(sum("size") as double precision) as "bytes"
      from "cambium_files" group by "state"
    `)
    count.clear()
    bytes.clear()
    for (const row of rows) {
      count.set([row.state], Number(row.files))
      bytes.set([row.state], Number(row.bytes))
    }
  }
}
