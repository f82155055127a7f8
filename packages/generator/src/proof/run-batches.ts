import { type Part, quoted } from '../plan/index.ts'

/** So few that tables of a proof have several batches. */
const rowsOfBatch = 3

interface Runner {
  rows(query: string): Promise<{ [column: string]: unknown }[]>
  run(statement: string): Promise<unknown>
}

/** Runs a part for all rows of its table, some at a time by their key. */
export async function runBatches({ rows, run }: Runner, part: Part): Promise<void> {
  const { table, key } = part.rows ?? { table: '', key: '' }
  const column = quoted(key)
  let from = `SELECT ${column} AS "key" FROM ${quoted(table)}`
  let after: string | null = null
  for (;;) {
    const found = await rows(`${from} ORDER BY ${column} LIMIT ${rowsOfBatch}`)
    const last: unknown = found.at(-1)?.key
    if (last === undefined) return
    const upto = literal(last)
    const statement = (part.statements[0] ?? '')
      .replaceAll(/> :after\b/g, after === null ? 'IS NOT NULL' : `> ${after}`)
      .replaceAll(/<= :upto\b/g, `<= ${upto}`)
    await run(statement)
    after = upto
    from = `SELECT ${column} AS "key" FROM ${quoted(table)} WHERE ${column} > ${after}`
  }
}

function literal(value: unknown): string {
  if (value instanceof Date) return `'${value.toISOString()}'`
  return typeof value === 'string' ? `'${value.replaceAll("'", "''")}'` : String(value)
}
