import type { JsonValue } from '@cambium/model/ir'
import type { ImportDesign, SourceRows, TableName } from '../../import/index.ts'
import { type CarryRow, carryLinks, carryRecords } from './carry-rows.ts'
import { type LoadName, type LoadProcess, type LoadReport, startLoad } from './load-process.ts'

export interface TransferOptions {
  project: string
  design: ImportDesign
  rows: SourceRows
  /** By which an earlier run is known again. */
  name: string
  /** Called after each batch. */
  onProgress(progress: TransferProgress): void
}

/** How far the rows of one entity, or the links of one relation, are. */
export interface TransferProgress {
  what: string
  /** With what earlier runs did. */
  done: number
}

/** What became of the rows. */
export interface Transfer extends LoadReport {
  /** Why rows were refused, the most frequent reasons first. */
  reasons: { what: string; reason: string; count: number }[]
}

/** Rows sent together; a batch has a megabyte at most. */
const batchRows = 1_000
const batchCharacters = 1_000_000
/** Batches sent ahead of their answers. */
const ahead = 2

/**
 * Streams the rows of a source into `node src/main.ts load --stdin` of the project, in the order that program names. What an
 * earlier run wrote is not sent again, and memory does not grow with the rows.
 */
export async function transferRows(options: TransferOptions): Promise<Transfer> {
  const load = startLoad(options.project, ['--name', options.name])
  try {
    const ready = await load.next()
    if (!('ready' in ready)) throw new Error(`load said ${JSON.stringify(ready).slice(0, 200)}`)
    const reasons = new Map<string, Transfer['reasons'][number]>()
    for (const item of ready.ready.order) {
      const flow = flowOf(options.design, item)
      if (flow === null || item.finished === true) continue
      await sendAll(load, { item, flow, options, reasons })
    }
    await load.send({ end: true })
    const last = await load.next()
    if (!('finished' in last)) throw new Error(`load said ${JSON.stringify(last).slice(0, 200)}`)
    const frequent = [...reasons.values()].sort((a, b) => b.count - a.count)
    return { ...last.finished, reasons: frequent }
  } finally {
    await load.stop()
  }
}

/** Where rows come from and what they become. */
interface Flow {
  table: TableName
  carry: CarryRow
}

function flowOf({ entities }: ImportDesign, name: LoadName): Flow | null {
  if ('entity' in name) {
    const entity = entities.find((one) => one.name === name.entity && one.kind === 'table')
    return entity === undefined ? null : { table: entity.source, carry: carryRecords(entity) }
  }
  for (const entity of entities) {
    const link = entity.links.find((one) => `${entity.name}.${one.name}` === name.links)
    if (link?.pairs) return { table: link.pairs.table, carry: carryLinks(link.pairs) }
  }
  return null
}

interface Sending {
  item: LoadName & { position: JsonValue; written: number }
  flow: Flow
  options: TransferOptions
  reasons: Map<string, Transfer['reasons'][number]>
}

async function sendAll(
  load: LoadProcess,
  { item, flow, options, reasons }: Sending,
): Promise<void> {
  const name: LoadName = 'entity' in item ? { entity: item.entity } : { links: item.links }
  const what = 'entity' in item ? item.entity : item.links
  let done = item.written
  let waiting = 0
  const answer = async (): Promise<void> => {
    const message = await load.next()
    if (!('done' in message)) throw new Error(`load said ${JSON.stringify(message).slice(0, 200)}`)
    waiting -= 1
    const { written, present, rejected } = message.done
    done += written + present + rejected.length
    for (const { reason } of rejected) note(reasons, what, reason)
    options.onProgress({ what, done })
  }
  let { after, place } = standOf(item.position)
  const source = options.rows.read(flow.table, { after, size: batchRows })
  for await (const { rows, position } of source) {
    const first = place
    const records = rows.map((row, at) => flow.carry(row, first + at))
    for (const part of parts(records)) {
      if (waiting >= ahead) await answer()
      // where the reader stands is known behind the whole batch only
      if (part.isLast) {
        after = position
        place += rows.length
      }
      await load.send({ batch: { ...name, position: { after, place }, rows: part.rows } })
      waiting += 1
    }
  }
  while (waiting > 0) await answer()
  await load.send({ finished: name })
}

/** Where an earlier run stopped: where its reader stood, and how many rows were before. */
function standOf(position: JsonValue): { after: JsonValue; place: number } {
  const isStand = typeof position === 'object' && position !== null && !Array.isArray(position)
  if (!isStand) return { after: null, place: 0 }
  return { after: position.after ?? null, place: Number(position.place ?? 0) }
}

/** Rows in batches that are not too large. */
function parts(rows: { [property: string]: JsonValue }[]): { rows: object[]; isLast: boolean }[] {
  const all: { rows: object[]; isLast: boolean }[] = []
  let current: object[] = []
  let size = 0
  for (const row of rows) {
    const length = lengthOf(row)
    if (current.length > 0 && size + length > batchCharacters) {
      all.push({ rows: current, isLast: false })
      current = []
      size = 0
    }
    current.push(row)
    size += length
  }
  return [...all, { rows: current, isLast: true }]
}

/** About how many characters a record takes. */
function lengthOf(row: { [property: string]: JsonValue }): number {
  let length = 2
  for (const key in row) {
    const value = row[key]
    length += key.length + 4
    if (typeof value === 'string') length += value.length + 2
    else length += typeof value === 'object' && value !== null ? JSON.stringify(value).length : 8
  }
  return length
}

function note(reasons: Sending['reasons'], what: string, reason: string): void {
  const key = `${what}\n${reason}`
  const known = reasons.get(key)
  if (known) known.count += 1
  // a thousand kinds of reasons tell no more than the file they all stand in
  else if (reasons.size < 1_000) reasons.set(key, { what, reason, count: 1 })
}
