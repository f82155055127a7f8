import type { JsonValue, ModelIR } from '@cambium/model'
import {
  createSql,
  type DualColumns,
  type GradualPlan,
  literalOf,
  quoted,
  type Storage,
  storageOf,
  type Table,
} from '../plan/index.ts'
import { insertRows, lostValues } from './compare-rows.ts'
import type { Engine } from './engine.ts'
import { createPostgresEngine, openPglite } from './postgres-engine.ts'
import type { Proof } from './prove-migration.ts'
import { sampleRows } from './sample-rows.ts'
import { sampleValue } from './sample-values.ts'
import { shapeDifferences } from './shape-differences.ts'
import { createSqliteEngine } from './sqlite-engine.ts'

/** A change in two halves, and the models it leads from and to. */
export interface GradualClaim {
  from: ModelIR
  to: ModelIR
  plan: GradualPlan
}

/**
 * Tries a gradual change before it is written: with rows from before, with rows that old code writes between the halves,
 * and with rows that new code writes then. Each must be read by both, and stand in tables like new ones at the end.
 */
export async function proveGradually(project: string, claim: GradualClaim): Promise<Proof> {
  const problems = await proveHalves(async () => createSqliteEngine(), claim)
  const server = await openPglite(project)
  if (!server) return { databases: ['SQLite'], problems }
  problems.push(...(await proveHalves(() => createPostgresEngine(server, 'proof'), claim)))
  await server.close()
  return { databases: ['SQLite', 'PostgreSQL'], problems }
}

/** The same on one database, which is opened empty for each who writes. */
export async function proveHalves(
  open: () => Promise<Engine>,
  claim: GradualClaim,
): Promise<string[]> {
  const problems: string[] = []
  for (const writer of writers) problems.push(...(await proveWriter(await open(), claim, writer)))
  return problems
}

const writers = ['before the first half', 'older code', 'newer code', 'both codes'] as const

type Writer = (typeof writers)[number]

async function proveWriter(engine: Engine, claim: GradualClaim, writer: Writer): Promise<string[]> {
  await engine.run(createSql(claim.from, engine.dialect))
  try {
    return (await stepsOf(engine, claim, writer)).map(
      (problem) => `${engine.dialect}, rows of ${writer}: ${problem}`,
    )
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    return [`${engine.dialect}, rows of ${writer}: ${message}`]
  } finally {
    await engine.close()
  }
}

async function stepsOf(engine: Engine, claim: GradualClaim, writer: Writer): Promise<string[]> {
  const { plan } = claim
  const [before, after] = [storageOf(claim.from), storageOf(claim.to)]
  const written = writer === 'newer code' ? after : before
  const rows = sampleRows({ before: written, after: written === after ? before : after }, 8)
  if (writer === 'before the first half') await insertRows(engine, before, rows)
  await migrate(engine, plan.expand)
  if (writer !== 'before the first half') await insertRows(engine, written, rows)
  const { asOld, asNew } = heldToValues(plan)
  const problems = [
    ...(await lostValues(engine, { before: written, after: asOld }, rows)).map(
      asRead('older code'),
    ),
    ...(await lostValues(engine, { before: written, after: asNew }, rows)).map(
      asRead('newer code'),
    ),
    ...(writer === 'both codes' ? await unequalColumns(engine, plan) : []),
  ]
  await migrate(engine, plan.contract)
  return [
    ...problems,
    ...shapeDifferences(
      await engine.shape(),
      await engine.freshShape(createSql(claim.to, engine.dialect)),
    ),
    ...(await triggersLeft(engine)),
    // what both changed is not what was put in
    ...(writer === 'both codes' ? [] : await lostValues(engine, { before: written, after }, rows)),
  ]
}

function asRead(by: string): (problem: string) => string {
  return (problem) => `${by} reads ${problem}`
}

function migrate(engine: Engine, { parts, foreignKeysOff }: GradualPlan['expand']): Promise<void> {
  return engine.migrate(parts[engine.dialect], foreignKeysOff)
}

/** Where triggers fill in, a value is expected and not which. */
function heldToValues({ between, duals }: GradualPlan): { asOld: Storage; asNew: Storage } {
  const filled = new Set(
    duals.flatMap(({ table, pairs, fills }) => [
      ...fills.map(({ column }) => `${table.key} ${column.name}`),
      ...pairs
        .filter(({ whenEmpty }) => whenEmpty !== null)
        .flatMap(({ former, now }) => [`${table.key} ${former.name}`, `${table.key} ${now.name}`]),
    ]),
  )
  const held = ({ tables }: Storage): Storage => ({
    tables: tables.map((table) => ({
      ...table,
      columns: table.columns.map((column) =>
        filled.has(`${table.key} ${column.name}`) ? { ...column, nullable: false } : column,
      ),
    })),
  })
  return { asOld: held(between.asOld), asNew: held(between.asNew) }
}

/** Changes a value by each of the two columns of a field, and looks whether the other one follows. */
async function unequalColumns(engine: Engine, { duals }: GradualPlan): Promise<string[]> {
  const problems: string[] = []
  for (const { table, pairs } of duals) {
    for (const pair of pairs) {
      for (const [index, written] of [pair.former, pair.now].entries()) {
        const value = anotherValue(pair, index)
        if (value !== null) await engine.run([changeFirst(engine, table, { written, value })])
        const unlike = await countUnequal(engine, table, pair)
        if (unlike > 0)
          problems.push(`${table.name}.${written.name} is not followed in ${unlike} rows`)
      }
    }
  }
  return problems
}

function anotherValue({ now, former, choices }: DualColumns, index: number): JsonValue {
  if (now.reference || former.reference || former.formula) return null
  return choices
    ? (choices[index % choices.length] ?? null)
    : sampleValue(now.type, now.type, 8 + index)
}

function changeFirst(
  { dialect }: Engine,
  { name, primaryKey }: Table,
  { written, value }: { written: DualColumns['now']; value: JsonValue },
): string {
  const key = quoted(primaryKey.columns[0] ?? 'id')
  const table = quoted(name)
  const literal = literalOf(dialect, written.type, value)
  return `UPDATE ${table} SET ${quoted(written.name)} = ${literal} WHERE ${key} = (SELECT min(${key}) FROM ${table})`
}

async function countUnequal(engine: Engine, table: Table, pair: DualColumns): Promise<number> {
  const [{ count = -1 } = {}] = await engine.rows(
    `SELECT count(*) AS "count" FROM ${quoted(table.name)} WHERE ${quoted(pair.former.name)} IS DISTINCT FROM ${quoted(pair.now.name)}`,
  )
  return Number(count)
}

async function triggersLeft(engine: Engine): Promise<string[]> {
  const found =
    engine.dialect === 'sqlite'
      ? `SELECT name FROM sqlite_schema WHERE name GLOB 'cambium_dual_*'`
      : `SELECT proname AS name FROM pg_proc WHERE starts_with(proname, 'cambium_dual_') UNION ALL SELECT tgname FROM pg_trigger WHERE starts_with(tgname, 'cambium_dual_')`
  return (await engine.rows(found)).map(({ name }) => `still has ${name}`)
}
