import { type Columns, columns, instant, integer, string } from '../../database/index.ts'
import type { MessageKind, MessageStatus } from '../message.ts'

/** A row of `cambium_jobs`. */
export interface JobRow {
  /** The order messages were written in. */
  seq: number
  id: string
  kind: MessageKind
  name: string
  lane: string
  orderKey: string | null
  uniqueKey: string | null
  priority: number
  /** JSON. */
  payload: string
  /** JSON. */
  origin: string
  createdAt: string
  runAt: string
  attempts: number
  maxAttempts: number
  keepHours: number | null
  status: MessageStatus
  /** Of whoever runs it: another one for each time it is taken. */
  lease: string | null
  leasedUntil: string | null
  /** 1 when whoever runs it is to stop. */
  cancelling: number
  /** JSON. */
  progress: string | null
  /** JSON. */
  result: string | null
  error: string | null
  finishedAt: string | null
  keepUntil: string | null
}

/** Where each of it is stored. */
export const jobColumns: Columns<JobRow> = columns('cambium_jobs', {
  seq: integer('seq'),
  id: string('id'),
  kind: string('kind'),
  name: string('name'),
  lane: string('lane'),
  orderKey: string('order_key'),
  uniqueKey: string('unique_key'),
  priority: integer('priority'),
  payload: string('payload'),
  origin: string('origin'),
  createdAt: instant('created_at'),
  runAt: instant('run_at'),
  attempts: integer('attempts'),
  maxAttempts: integer('max_attempts'),
  keepHours: integer('keep_hours'),
  status: string('status'),
  lease: string('lease'),
  leasedUntil: instant('leased_until'),
  cancelling: integer('cancelling'),
  progress: string('progress'),
  result: string('result'),
  error: string('error'),
  finishedAt: instant('finished_at'),
  keepUntil: instant('keep_until'),
})
