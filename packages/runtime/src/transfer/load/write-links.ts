import { identifier, join, type Sql, sql, type Transaction } from '../../database/index.ts'
import type { LoadRejection, LoadRow } from '../protocol.ts'
import type { LinkShape } from '../shape/index.ts'
import { existingIds } from './existing-ids.ts'
import { readId } from './read-value.ts'
import type { Care } from './write-records.ts'

/** What became of a batch of links. */
export interface WrittenLinks {
  written: number
  present: number
  readonly rejected: LoadRejection[]
}

interface Link {
  readonly index: number
  readonly source: unknown
  readonly target: unknown
  readonly position: number
}

const atOnce = 200

/** Writes the links of a batch. `before` is how many came before them: the order of those that say none. */
export async function writeLinks(
  tx: Transaction,
  shape: LinkShape,
  batch: { readonly rows: readonly LoadRow[]; readonly before: number; readonly care: Care },
): Promise<WrittenLinks> {
  const outcome: WrittenLinks = { written: 0, present: 0, rejected: [] }
  let links = readLinks(shape, batch, outcome)
  if (batch.care === 'careful') links = await withBothEnds(tx, shape, { links, outcome })
  for (let from = 0; from < links.length; from += atOnce) {
    await insertLinks(tx, shape, { links: links.slice(from, from + atOnce), outcome })
  }
  return outcome
}

function readLinks(
  { source, target }: LinkShape,
  { rows, before }: { readonly rows: readonly LoadRow[]; readonly before: number },
  { rejected }: WrittenLinks,
): Link[] {
  return rows.flatMap((row, index) => {
    const from = readId(source, row?.source)
    const to = readId(target, row?.target)
    const position = row?.position ?? before + index
    if ('problem' in from) rejected.push({ index, reason: `source ${from.problem}` })
    else if ('problem' in to) rejected.push({ index, reason: `target ${to.problem}` })
    else if (!Number.isSafeInteger(position)) {
      rejected.push({ index, reason: 'position must be a whole number' })
    } else return [{ index, source: from.value, target: to.value, position: position as number }]
    return []
  })
}

async function withBothEnds(
  tx: Transaction,
  { source, target }: LinkShape,
  { links, outcome }: { readonly links: readonly Link[]; readonly outcome: WrittenLinks },
): Promise<Link[]> {
  const sources = await existingIds(
    tx,
    source,
    links.map((link) => link.source),
  )
  const targets = await existingIds(
    tx,
    target,
    links.map((link) => link.target),
  )
  return links.filter((link) => {
    const missing = !sources.has(link.source)
      ? `${source.name} ${link.source}`
      : `${target.name} ${link.target}`
    const isWhole = sources.has(link.source) && targets.has(link.target)
    if (!isWhole) {
      outcome.rejected.push({ index: link.index, reason: `${missing} is not there` })
    }
    return isWhole
  })
}

async function insertLinks(
  tx: Transaction,
  shape: LinkShape,
  { links, outcome }: { readonly links: readonly Link[]; readonly outcome: WrittenLinks },
): Promise<void> {
  const { table, source, other, position } = shape.relation
  const names = [source, other, ...(position ? [position] : [])]
  const rows = links.map(
    (link): Sql =>
      position
        ? sql`(${link.source as string}, ${link.target as string}, ${link.position})`
        : sql`(${link.source as string}, ${link.target as string})`,
  )
  const written = await tx.run(sql`
    insert into ${identifier(table)} (${join(names.map(identifier), ', ')})
    values ${join(rows, ', ')} on conflict do nothing
  `)
  outcome.written += written
  outcome.present += links.length - written
}
