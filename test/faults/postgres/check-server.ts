import pg from 'pg'
import { findingsIn, type Ledger, shopQueries } from '../crash/index.ts'

/** What an independent reader found in the database. */
export type ServerFindings = ReturnType<typeof findingsIn>

type Row = { readonly [column: string]: string | number | null }

/** Reads everything in one snapshot, with nothing of the runtime, and compares it with what the writers were told. */
export async function checkServer(url: string, ledger: Ledger): Promise<ServerFindings> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('begin isolation level repeatable read read only')
    const rows = new Map<string, Row[]>()
    for (const query of shopQueries) rows.set(query, (await client.query<Row>(query)).rows)
    return findingsIn((query) => rows.get(query) ?? [], ledger)
  } finally {
    await client.end()
  }
}

/** A phrase for each kind of broken promise. */
export function brokenIn(findings: ServerFindings): string[] {
  const promises: [value: number, what: string][] = [
    [findings.lost, 'acknowledged writes lost'],
    [findings.halfApplied, 'half-applied transactions'],
    [findings.duplicates, 'orders stored twice'],
    [findings.refusedYetStored, 'orders refused and yet stored'],
  ]
  return promises.filter(([value]) => value > 0).map(([value, what]) => `${value} ${what}`)
}
