import type { ModelIR } from '@cambium/model'
import {
  createSql,
  databasesOf,
  needsForeignKeysOff,
  type Plan,
  planParts,
  storageOf,
} from '../plan/index.ts'
import { insertRows, lostValues } from './compare-rows.ts'
import type { Engine } from './engine.ts'
import { createPostgresEngine, openPglite } from './postgres-engine.ts'
import { sampleRows } from './sample-rows.ts'
import { shapeDifferences } from './shape-differences.ts'
import { createSqliteEngine } from './sqlite-engine.ts'

/** A migration, and the models it leads from and to. */
export interface Claim {
  from: ModelIR | null
  to: ModelIR
  plan: Plan
}

/** What a proof found, in words, and where it looked. */
export interface Proof {
  databases: string[]
  problems: string[]
}

/**
 * Tries migrations, each for itself, before they are written: the old tables are made in memory and filled, it runs, and what it
 * leaves is compared with tables made new and with the values put in. PostgreSQL too, where the project has PGlite.
 */
export async function proveMigration(project: string, claims: readonly Claim[]): Promise<Proof> {
  const problems: string[] = []
  const databases: string[] = []
  const wanted = new Set(claims.flatMap(({ to }) => databasesOf(to)))
  if (wanted.has('sqlite')) {
    databases.push('SQLite')
    for (const claim of claims) problems.push(...(await proveOn(createSqliteEngine(), claim)))
  }
  const server = wanted.has('postgres') ? await openPglite(project) : null
  if (!server) return { databases, problems }
  for (const claim of claims) {
    problems.push(...(await proveOn(await createPostgresEngine(server, 'proof'), claim)))
  }
  await server.close()
  return { databases: [...databases, 'PostgreSQL'], problems }
}

async function proveOn(engine: Engine, claim: Claim): Promise<string[]> {
  if (claim.from) await engine.run(createSql(claim.from, engine.dialect))
  const problems = await proveStep(engine, claim)
  await engine.close()
  return problems
}

/** The same in a database that is at the old tables already, and empty. */
export async function proveStep(
  engine: Engine,
  { from, to, plan }: Claim,
  way: 'up' | 'down' = 'up',
): Promise<string[]> {
  const before = from ? storageOf(from) : { tables: [] }
  const after = storageOf(to)
  const rows = sampleRows({ before, after }, 8)
  await insertRows(engine, before, rows)
  try {
    const { operations } = plan
    const run = way === 'down' && engine.goBack ? engine.goBack : engine.migrate
    await run(planParts(operations, engine.dialect), needsForeignKeysOff(operations))
  } catch (error) {
    return [`${engine.dialect}: ${error instanceof Error ? error.message : error}`]
  }
  const wanted = await engine.freshShape(createSql(to, engine.dialect))
  const problems = [
    ...shapeDifferences(await engine.shape(), wanted),
    ...(await lostValues(engine, { before, after }, rows)),
  ]
  return problems.map((problem) => `${engine.dialect}: ${problem}`)
}
