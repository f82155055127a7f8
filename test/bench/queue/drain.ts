import process from 'node:process'
import { type Database, sql } from '../../../packages/runtime/src/database/index.ts'
import { silentLogger } from '../../../packages/runtime/src/log/index.ts'
import { createSystemTables } from '../../../packages/runtime/src/migrate/index.ts'
import {
  createQueue,
  insertMessages,
  type Message,
  noOrigin,
} from '../../../packages/runtime/src/queue/index.ts'

/** A backlog and how it is worked off. */
export interface Backlog {
  readonly name: string
  /** The message of each place. */
  message(at: number): Message
  /** True where each message writes a row, in one transaction with its completion. */
  readonly writes: boolean
}

const usual = { kind: 'job', name: 'work', lane: 'job:work', maxAttempts: 8 } as const

/** What is measured: alone, with an order for each of 10,000 records, and with a write of its own each. */
export const backlogs: readonly Backlog[] = [
  { name: 'plain', writes: false, message: (at) => ({ ...usual, payload: { at } }) },
  {
    name: 'ordered',
    writes: false,
    message: (at) => ({ ...usual, payload: { at }, orderKey: `record:${at % 10_000}` }),
  },
  { name: 'writing', writes: true, message: (at) => ({ ...usual, payload: { at } }) },
]

/** How fast a backlog was written and worked off. */
export interface Drained {
  readonly name: string
  readonly writtenPerSecond: number
  readonly perSecond: number
  /** CPU time of this process for one message; what the server of a database used is not in it. */
  readonly cpuMicroseconds: number
}

/** Writes a backlog of so many messages and works it off with one process. */
export async function drainBacklog(
  database: Database,
  { name, message, writes }: Backlog,
  count: number,
): Promise<Drained> {
  await createSystemTables(database)
  await database.script('create table if not exists "effects" ("at" bigint)')
  const writingFrom = performance.now()
  for (let from = 0; from < count; from += 1_000) {
    const messages = Array.from({ length: Math.min(1_000, count - from) }, (_, at) =>
      message(from + at),
    )
    await database.transaction((tx) => insertMessages(tx, messages, noOrigin))
  }
  const from = performance.now()
  const cpuFrom = process.cpuUsage()
  const queue = createQueue({
    database,
    log: silentLogger,
    kinds: [
      {
        kind: 'job',
        async run({ payload, complete }) {
          if (!writes) return
          const { at } = payload as { at: number }
          await complete((tx) => tx.run(sql`insert into "effects" ("at") values (${at})`))
        },
      },
    ],
  })
  await queue.start()
  while (queue.stats().done < count) await new Promise((resolve) => setTimeout(resolve, 10))
  const until = performance.now()
  const { user, system } = process.cpuUsage(cpuFrom)
  await queue.stop(0)
  const left = await database.count(sql`select count(*) from "cambium_jobs"`)
  if (left > 0) throw new Error(`${left} messages are left`)
  const perSecond = (ms: number): number => Math.round((count / ms) * 1_000)
  return {
    name,
    writtenPerSecond: perSecond(from - writingFrom),
    perSecond: perSecond(until - from),
    cpuMicroseconds: Math.round((user + system) / count),
  }
}
