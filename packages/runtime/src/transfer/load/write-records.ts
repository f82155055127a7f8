import type { Transaction } from '../../database/index.ts'
import { AppError } from '../../errors/index.ts'
import type { AnyRecord, Registry } from '../../operation/index.ts'
import type { LoadRejection, LoadRow } from '../protocol.ts'
import type { EntityShape, Reference } from '../shape/index.ts'
import { existingIds } from './existing-ids.ts'
import { insertRecords, rowsAtOnce } from './insert-records.ts'
import type { ReadRow, RowReader } from './read-row.ts'
import { keepRecordFiles, takeFiles } from './record-files.ts'
import type { Waiting } from './waiting.ts'
import type { BesideWriter } from './write-besides.ts'

/** An entity that is being loaded. */
export interface LoadedEntity {
  readonly shape: EntityShape
  readonly read: RowReader
  /** References to records that may come later: of the entity itself, or of one that stands behind it in the order. */
  readonly late: readonly Reference[]
  readonly registry: Registry
  /** Keeps the hash of a password where accounts keep it. */
  readonly writePasswords: (tx: Transaction, passwords: readonly Password[]) => Promise<void>
  /** Keeps access lists, roles and identities that rows bring. */
  readonly writeBesides: BesideWriter
}

export interface Password {
  readonly user: unknown
  readonly hash: string
}

/** What became of the rows of a batch. */
export interface Written {
  written: number
  present: number
  readonly rejected: LoadRejection[]
  readonly waiting: Waiting[]
  /** Rows that cannot be written before others, and why. */
  readonly needing: LoadRejection[]
  /** References that were left out, because nothing has their id. */
  readonly dangling: Dangling[]
}

export interface Dangling {
  readonly property: string
  readonly id: unknown
  readonly target: unknown
}

/** A reference that is set when its target has come. */
interface PutOff {
  readonly property: string
  readonly target: unknown
  /** As JSON, where several properties make the reference. */
  readonly values: string | null
}

interface Entry {
  readonly index: number
  readonly row: LoadRow
  readonly record: AnyRecord
  readonly passwordHash: string | undefined
  /** References that are set when their targets have come. */
  readonly later: PutOff[]
  /** References that were emptied, because nothing has their id. */
  readonly emptied: Dangling[]
  /** Ids without which it cannot be written. */
  readonly needs: { readonly property: string; readonly entity: string; readonly id: unknown }[]
}

/** How a batch is written: at a stroke, or looking at each reference and row after that was refused. */
export type Care = 'quick' | 'careful'

/** What the database may refuse of a row; anything else ends the load. */
export function isRefusal(error: unknown): error is AppError {
  return error instanceof AppError && ['conflict', 'invalid', 'too_large'].includes(error.code)
}

/** Writes the rows of a batch in its transaction. Careless, it throws what the database refuses of any row. */
export async function writeRecords(
  tx: Transaction,
  entity: LoadedEntity,
  { rows, care }: { readonly rows: readonly LoadRow[]; readonly care: Care },
): Promise<Written> {
  const outcome: Written = {
    written: 0,
    present: 0,
    rejected: [],
    waiting: [],
    needing: [],
    dangling: [],
  }
  let entries = readEntries(entity, rows, outcome)
  await putOffLate(tx, entity, entries)
  if (entity.shape.resource.files) await takeFiles(tx, entity.shape.resource, entries)
  if (care !== 'quick') entries = await withoutDangling(tx, entity, { entries, outcome })
  const rest = await writeInWaves(tx, entity, { entries, care, outcome })
  for (const { index, needs } of rest) {
    const reason = needs
      .map(({ property, entity: target, id }) => `${property} refers to ${target} ${id}`)
      .join(', ')
    outcome.needing.push({ index, reason: `${reason}, which is not there` })
  }
  return outcome
}

function readEntries(entity: LoadedEntity, rows: readonly LoadRow[], outcome: Written): Entry[] {
  const entries: Entry[] = []
  for (const [index, row] of rows.entries()) {
    const read: ReadRow = entity.read(row)
    if ('reason' in read) outcome.rejected.push({ index, reason: read.reason })
    else entries.push({ index, row, ...read, later: [], emptied: [], needs: [] })
  }
  return entries
}

/** References to what is not there yet: left empty for now where they may be. */
async function putOffLate(
  tx: Transaction,
  { shape, late, registry }: LoadedEntity,
  entries: readonly Entry[],
): Promise<void> {
  const own = shape.resource.name
  for (const { property, target, isRequired, emptiable } of late) {
    const ids = entries.flatMap(({ record }) => record[property] ?? [])
    const there = await existingIds(tx, registry.get(target).resource, ids)
    for (const { record, later, needs } of entries) {
      const id = record[property] ?? null
      const isItself = target === own && id === record.id
      if (id === null || isItself || there.has(id)) continue
      if (isRequired) needs.push({ property, entity: target, id })
      else {
        const values = emptiable && JSON.stringify(valuesOf(record, emptiable))
        for (const name of [property, ...(emptiable ?? [])]) record[name] = null
        later.push({ property, target: id, values: values ?? null })
      }
    }
  }
}

function valuesOf(record: AnyRecord, properties: readonly string[]): AnyRecord {
  return Object.fromEntries(properties.map((property) => [property, record[property]]))
}

/** Empties references to what is not there, or refuses the row where they may not be empty. */
async function withoutDangling(
  tx: Transaction,
  { shape, late, registry }: LoadedEntity,
  { entries, outcome }: { readonly entries: readonly Entry[]; readonly outcome: Written },
): Promise<Entry[]> {
  const refused = new Set<Entry>()
  for (const { property, target, isRequired, emptiable = [] } of shape.references) {
    if (late.some((reference) => reference.property === property)) continue
    const ids = entries.flatMap(({ record }) => record[property] ?? [])
    const there = await existingIds(tx, registry.get(target).resource, ids)
    for (const entry of entries) {
      const id = entry.record[property] ?? null
      if (id === null || there.has(id) || refused.has(entry)) continue
      if (isRequired) {
        refused.add(entry)
        const reason = `${property} refers to ${target} ${id}, which is not there`
        outcome.rejected.push({ index: entry.index, reason })
      } else {
        entry.emptied.push({ property, id: entry.record.id, target: id })
        for (const name of [property, ...emptiable]) entry.record[name] = null
      }
    }
  }
  return entries.filter((entry) => !refused.has(entry))
}

interface Writing {
  readonly care: Care
  readonly outcome: Written
}

/** Rows that need others of the same batch follow them; those that are left need what is not there yet. */
async function writeInWaves(
  tx: Transaction,
  entity: LoadedEntity,
  { entries, ...writing }: Writing & { readonly entries: readonly Entry[] },
): Promise<readonly Entry[]> {
  const own = entity.shape.resource.name
  const there = new Set<unknown>()
  const isReady = ({ needs }: Entry): boolean =>
    needs.every(({ entity: target, id }) => target === own && there.has(id))
  let left = entries
  for (;;) {
    const ready = left.filter(isReady)
    if (ready.length === 0) return left
    left = left.filter((entry) => !isReady(entry))
    const done = await writeEntries(tx, entity, { entries: ready, ...writing })
    for (const { record } of done) there.add(record.id)
  }
}

/** Those that are there now. */
async function writeEntries(
  tx: Transaction,
  entity: LoadedEntity,
  { entries, ...writing }: Writing & { readonly entries: readonly Entry[] },
): Promise<Entry[]> {
  const size = rowsAtOnce(entity.shape)
  const counted = entries.filter(({ record }) => record.id === undefined)
  const named = entries.filter(({ record }) => record.id !== undefined)
  const there: Entry[] = []
  for (const group of [named, counted]) {
    for (let from = 0; from < group.length; from += size) {
      const chunk = group.slice(from, from + size)
      there.push(...(await writeChunk(tx, entity, { entries: chunk, ...writing })))
    }
  }
  return there
}

async function writeChunk(
  tx: Transaction,
  entity: LoadedEntity,
  { entries, care, outcome }: Writing & { readonly entries: readonly Entry[] },
): Promise<readonly Entry[]> {
  if (care === 'quick') {
    await insertEntries(tx, entity, { entries, outcome })
    return entries
  }
  try {
    await tx.savepoint((inside) => insertEntries(inside, entity, { entries, outcome }))
    return entries
  } catch (error) {
    if (!isRefusal(error)) throw error
    const [first] = entries
    if (entries.length === 1 && first) {
      outcome.rejected.push({ index: first.index, reason: error.message })
      return []
    }
  }
  const half = Math.ceil(entries.length / 2)
  const parts = [entries.slice(0, half), entries.slice(half)]
  const there: Entry[] = []
  for (const part of parts) {
    there.push(...(await writeChunk(tx, entity, { entries: part, care, outcome })))
  }
  return there
}

async function insertEntries(
  tx: Transaction,
  { shape, writePasswords, writeBesides }: LoadedEntity,
  { entries, outcome }: { readonly entries: readonly Entry[]; readonly outcome: Written },
): Promise<void> {
  const records = entries.map(({ record }) => record)
  const ids = await insertRecords(tx, shape, records)
  const isCounted = records[0]?.id === undefined
  const fresh = new Set(ids)
  const written = isCounted ? entries : entries.filter(({ record }) => fresh.delete(record.id))
  const passwords = written.flatMap(({ record, passwordHash }, index) =>
    passwordHash === undefined
      ? []
      : [{ user: isCounted ? ids[index] : record.id, hash: passwordHash }],
  )
  if (passwords.length > 0) await writePasswords(tx, passwords)
  await writeBesides(
    tx,
    written.map(({ row, record }, index) => ({ row, id: isCounted ? ids[index] : record.id })),
  )
  outcome.written += written.length
  outcome.present += entries.length - written.length
  for (const [index, { record, later, emptied }] of written.entries()) {
    outcome.dangling.push(...emptied)
    const id = isCounted ? ids[index] : record.id
    if (shape.resource.files) await keepRecordFiles(tx, shape.resource, { record, id })
    for (const { property, target, values: row } of later) {
      outcome.waiting.push({ property, record: String(id), target: String(target), row })
    }
  }
}
