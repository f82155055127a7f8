import type { JsonValue, ModelIR } from '@cambium/model'
import {
  createSql,
  needsForeignKeysOff,
  operationWords,
  type Plan,
  planBack,
  planMigration,
  storageOf,
} from '../../plan/index.ts'
import { createRandom, type Random } from '../../rules/fuzz/index.ts'
import type { Engine } from '../engine.ts'
import { createPostgresEngine, openPglite, type PgliteServer } from '../postgres-engine.ts'
import { proveStep } from '../prove-migration.ts'
import { createSqliteEngine } from '../sqlite-engine.ts'
import { buildDraft, type Draft, type Identities } from './draft.ts'
import { giveKey, mutateDraft } from './mutate-draft.ts'

/** What a run of random histories did and found. */
export interface FuzzReport {
  steps: number
  operations: { [kind: string]: number }
  rebuilds: number
  /** Steps with a way back that loses nothing: gone back and forth. */
  returns: number
  /** Steps that were refused in words, as a type that means nothing for the values there. */
  refused: number
  /** What was wrong, with the step. */
  failures: string[]
}

export interface FuzzOptions {
  seed: number
  steps: number
  /** Empty databases for one history after the other; in the process unless told. */
  openEngines?(history: number): Promise<Engine[]>
}

/** Random histories of a model, each step migrated with rows on both databases, until there were that many steps. */
export async function runFuzz({ seed, steps, openEngines }: FuzzOptions): Promise<FuzzReport> {
  const random = createRandom(seed)
  const server = openEngines ? null : await openPglite(import.meta.dirname)
  const open = openEngines ?? ((history) => openInProcess(server, history))
  const report: FuzzReport = {
    steps: 0,
    operations: {},
    rebuilds: 0,
    returns: 0,
    refused: 0,
    failures: [],
  }
  for (let history = 0; report.steps < steps && report.failures.length < 5; history++) {
    const engines = await open(history)
    await runHistory({ engines, random, report, steps: Math.min(10, steps - report.steps) })
    for (const engine of engines) await engine.close()
  }
  await server?.close()
  return report
}

async function openInProcess(server: PgliteServer | null, history: number): Promise<Engine[]> {
  const sqlite = createSqliteEngine()
  return server ? [sqlite, await createPostgresEngine(server, `history_${history}`)] : [sqlite]
}

interface History {
  engines: readonly Engine[]
  random: Random
  report: FuzzReport
  steps: number
}

interface State {
  draft: Draft
  known: Identities
  model: ModelIR
}

async function runHistory({ engines, random, report, steps }: History): Promise<void> {
  let count = 0
  const next = (): number => ++count
  let state: State | null = null
  const failed = report.failures.length
  for (let attempt = 0, done = 0; done < steps && attempt < steps * 20; attempt++) {
    const draft: Draft = state ? structuredClone(state.draft) : { entities: [] }
    const most = state ? 1 + random.below(4) : 25
    for (let change = 0; change < most; change++) {
      if (draft.entities.length < 2) addSome(draft, random, next)
      mutateDraft(draft, random, next)
    }
    const built = tryBuild(draft, state?.known ?? new Map())
    if (!built) continue
    if (!state) {
      state = { draft, ...built }
      for (const engine of engines) await engine.run(createSql(built.model, engine.dialect))
      continue
    }
    const plan = decide(state.model, built.model)?.plan
    if (!plan) report.refused++
    if (!plan || plan.operations.length === 0) continue
    done++
    await runStep({ engines, report }, { from: state.model, to: built.model, plan })
    if (report.failures.length > failed) return
    state = { draft, ...built }
  }
}

/** Adds an entity to a draft that has hardly any. */
export function addSome(draft: Draft, random: Random, next: () => number): void {
  const name = draft.entities.length === 0 ? 'First' : 'Second'
  const fields = [{ uid: next(), name: 'name', kind: 'text', target: 0, options: {} }]
  const serial = random.chance(0.2)
  const made = { uid: next(), name, serial, softDelete: false, together: [], fields }
  draft.entities.push(made)
  if (random.chance(0.3)) giveKey(made, random)
}

/** The model of a draft; `null` when the checker refuses it. */
export function tryBuild(
  draft: Draft,
  known: Identities,
): { model: ModelIR; known: Identities } | null {
  try {
    return buildDraft(draft, known)
  } catch {
    return null
  }
}

/** A plan and the answers it came from. */
export interface DecidedPlan {
  plan: Plan
  drops: ReadonlySet<string>
  fills: ReadonlyMap<string, JsonValue>
}

/** The plan with every question answered; `null` for a change that has no answer. */
export function decide(from: ModelIR, to: ModelIR): DecidedPlan | null {
  const drops = new Set<string>()
  const fills = new Map<string, JsonValue>()
  const at = new Date('2026-11-20T09:10:42.123Z')
  for (let round = 0; round < 3; round++) {
    const plan = planMigration(from, to, { drops, fills, at: new Date(at.getTime() + round) })
    if (plan.unsafe.length === 0) return { plan, drops, fills }
    for (const { flags } of plan.unsafe) {
      const flag = flags.at(-1)
      const [, word, label = ''] = /^--(drop|fill) ([^=]*)/.exec(flag ?? '') ?? []
      if (word === 'drop') drops.add(label)
      const value = word === 'fill' ? fillFor(to, label) : null
      if (value !== null) fills.set(label, value)
    }
  }
  return null
}

function fillFor(model: ModelIR, label: string): JsonValue {
  const [entity, field] = label.split('.')
  const table = storageOf(model).tables.find((candidate) => candidate.label === entity)
  const column = table?.columns.find((candidate) => candidate.label === field)
  if (!column || column.reference) return null
  if (column.choices) return column.choices.values[0] ?? null
  const values: { [kind: string]: JsonValue } = {
    text: "o'clock",
    integer: 5,
    real: 0.5,
    boolean: true,
    date: '2026-02-28',
    instant: '2026-02-28T00:00:00.000Z',
    decimal: '1',
    json: [],
  }
  return values[column.type.kind] ?? null
}

async function runStep(
  { engines, report }: Pick<History, 'engines' | 'report'>,
  step: { from: ModelIR; to: ModelIR; plan: Plan },
): Promise<void> {
  report.steps++
  if (needsForeignKeysOff(step.plan.operations)) report.rebuilds++
  for (const { kind } of step.plan.operations) {
    report.operations[kind] = (report.operations[kind] ?? 0) + 1
  }
  const back = planBack({ ...step, at: new Date() })
  const down = back && back.operations.length > 0 && { from: step.to, to: step.from, plan: back }
  if (down) report.returns++
  for (const engine of engines) {
    for (const part of down ? [step, down, step] : [step]) {
      const problems = await proveStep(engine, part, part === down ? 'down' : 'up')
      if (problems.length === 0) {
        await emptyTables(engine, part.to)
        continue
      }
      const words = part.plan.operations.map(operationWords).join('; ')
      const way = part === down ? ' back' : ''
      report.failures.push(
        `step ${report.steps}${way}: ${problems.slice(0, 6).join('\n  ')}\n  ${words}`,
      )
      break
    }
  }
}

/** The next step brings its own rows. */
async function emptyTables(engine: Engine, model: ModelIR): Promise<void> {
  const names = storageOf(model).tables.map(({ name }) => `"${name}"`)
  if (engine.dialect === 'postgres')
    await engine.run([`truncate ${names.join(', ')} restart identity cascade`])
  else {
    await engine.run([
      'pragma foreign_keys = off',
      ...names.map((name) => `delete from ${name}`),
      'pragma foreign_keys = on',
    ])
    const gone = await engine.rows(
      `select name from sqlite_schema where type = 'table' and name glob '_gone_*'`,
    )
    await engine.run(gone.map(({ name }) => `drop table "${name}"`))
  }
  if (engine.dialect === 'postgres') {
    const gone = await engine.rows(
      `select tablename as name from pg_tables where schemaname = current_schema() and starts_with(tablename, '_gone_')`,
    )
    await engine.run(gone.map(({ name }) => `drop table "${name}"`))
  }
}
