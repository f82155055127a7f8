import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { Part } from '../plan/index.ts'
import type { Engine, Shape } from './engine.ts'
import { runBatches } from './run-batches.ts'

/** What this needs of PGlite, which a project may have installed or not. */
export interface PgliteServer {
  exec(text: string): Promise<unknown>
  query(text: string): Promise<{ rows: unknown[] }>
  close(): Promise<void>
}

/** PostgreSQL in the process, where a folder's project has PGlite installed; else `null`. */
export async function openPglite(project: string): Promise<PgliteServer | null> {
  let path: string
  try {
    path = createRequire(join(project, 'package.json')).resolve('@electric-sql/pglite')
  } catch {
    return null
  }
  const module: { PGlite?: { create(): Promise<PgliteServer> }; default?: unknown } = await import(
    pathToFileURL(path).href
  )
  return (await module.PGlite?.create()) ?? null
}

/** A schema of its own on a server, made unless it is there. */
export async function createPostgresEngine(server: PgliteServer, schema: string): Promise<Engine> {
  await server.exec(`create schema if not exists "${schema}"; set search_path = "${schema}"`)
  const rows = async (query: string) =>
    (await server.query(query)).rows as { [column: string]: unknown }[]
  return {
    dialect: 'postgres',
    migrate: async (parts) => {
      for (const part of parts) await runPart(server, part, rows)
    },
    run: async (statements) => {
      for (const statement of statements) await server.exec(statement)
    },
    rows,
    shape: () => shapeOf(rows, schema),
    freshShape: async (statements) => {
      await server.exec(`create schema fresh; set search_path = fresh`)
      for (const statement of statements) await server.exec(statement)
      const shape = await shapeOf(rows, 'fresh')
      await server.exec(`set search_path = "${schema}"; drop schema fresh cascade`)
      return shape
    },
    close: async () => {
      await server.exec(`set search_path = public; drop schema "${schema}" cascade`)
    },
  }
}

/** The process has one connection, on which an index cannot be made while others write. */
async function runPart(server: PgliteServer, part: Part, rows: Engine['rows']): Promise<void> {
  const run = (text: string): Promise<void> => runTogether(server, [text])
  if (part.kind === 'batches') await runBatches({ rows, run }, part)
  else if (part.kind === 'outside')
    await run(part.statements.join('').replace(/\bCONCURRENTLY\b/, ''))
  else await runTogether(server, part.statements)
}

async function runTogether(server: PgliteServer, statements: readonly string[]): Promise<void> {
  await server.exec('begin')
  let current = ''
  try {
    for (current of statements) await server.exec(current)
    await server.exec('commit')
  } catch (cause) {
    await server.exec('rollback')
    throw new Error(`${cause instanceof Error ? cause.message : cause}, in: ${current}`, { cause })
  }
}

async function shapeOf(
  rows: (query: string) => Promise<{ [column: string]: unknown }[]>,
  schema: string,
): Promise<Shape> {
  const found = [
    ...(await rows(`select table_name, column_name, data_type, numeric_precision, numeric_scale, collation_name,
      is_nullable, case when is_identity = 'YES' then 'identity' else column_default end as value, generation_expression
      from information_schema.columns where table_schema = '${schema}' and not starts_with(table_name, '_gone_')`)),
    ...(await rows(`select conrelid::regclass::text as "table", conname, pg_get_constraintdef(oid) as def
      from pg_constraint where connamespace = '${schema}'::regnamespace and contype <> 'n'
      and conrelid::regclass::text !~ '_gone_'`)),
    ...(await rows(`select indexname, indexdef from pg_indexes where schemaname = '${schema}'
      and not starts_with(tablename, '_gone_')`)),
  ]
  const plain = (row: object): string =>
    JSON.stringify(row).replaceAll(`\\"${schema}\\".`, '').replaceAll(`${schema}.`, '')
  return found.map(plain).sort()
}
