import { identifier, sql, type Transaction } from '../../database/index.ts'
import type { Migration } from '../history/index.ts'
import { keptTables } from '../purge/index.ts'
import type { Part } from '../script/index.ts'

/** The tables in which the way back of a migration keeps what it takes away. */
export function keptAsideBy({ down }: Pick<Migration, 'down'>): string[] {
  const texts = down?.parts.flatMap(statementsOf) ?? []
  const names = texts.flatMap((text) => text.match(/_gone_\w*_\d{8}T\d{6}(?!\w)/g) ?? [])
  return [...new Set(names)]
}

function statementsOf(part: Part): readonly string[] {
  return part.kind === 'transaction' ? part.statements : [part.statement]
}

/**
 * Gives what was kept aside just now the time of now, in place of that of the plan: a migration may be applied and taken
 * back again, and `purge` counts from when something was taken away. The new names.
 */
export async function dateKept(tx: Transaction, names: readonly string[]): Promise<string[]> {
  const there = new Set((await keptTables(tx)).map(({ name }) => name))
  const dated: string[] = []
  for (const name of names.filter((one) => there.has(one))) {
    const now = freeName(name, there)
    await tx.run(sql`alter table ${identifier(name)} rename to ${identifier(now)}`)
    there.add(now)
    dated.push(now)
  }
  return dated
}

function freeName(name: string, taken: ReadonlySet<string>): string {
  for (let at = Date.now(); ; at += 1_000) {
    const time = new Date(at).toISOString().replace(/[-:]/g, '').slice(0, 15)
    const now = name.replace(/\d{8}T\d{6}$/, time)
    if (!taken.has(now)) return now
  }
}
