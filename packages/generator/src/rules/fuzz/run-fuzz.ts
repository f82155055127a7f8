import type { Expr } from '@cambium/model/ir'
import { compileExpression } from '../compile-expression.ts'
import { everyPart } from '../schema/index.ts'
import {
  type Answers,
  answerKey,
  createFuzzWorld,
  createOracle,
  decideRule,
  type FuzzWorld,
  plainValue,
  randomSurroundings,
  type Situation,
  type Trial,
} from './decide/index.ts'
import { rowEntities } from './model/index.ts'
import { createRandom, type Random } from './random.ts'
import { type RandomRule, randomRule } from './write/index.ts'

export interface FuzzOptions {
  seed: number
  /** Goes on until that many decisions were compared. */
  decisions: number
  /** Rules tried on one random model before the next is made. */
  rulesPerWorld?: number
  /** Spoils the SQL, for the test that the fuzz would notice. */
  sabotage?: (sql: string) => string
  /** Stops at that many differences. */
  maxDifferences?: number
  /** Told now and then how far it is. */
  onProgress?: (report: FuzzReport) => void
}

/** What one way of deciding said otherwise than TypeScript. */
export interface FuzzDifference {
  seed: number
  way: string
  entity: string
  rule: string
  sql: string
  row: unknown
  caller: unknown
  expected: unknown
  actual: unknown
}

export interface FuzzReport {
  worlds: number
  /** Rules that were accepted, and compared. */
  rules: number
  pureRules: number
  /** How often each kind of part stands in the accepted rules. */
  parts: Map<Expr['type'], number>
  refused: number
  /** Refusals by code. */
  refusals: Map<string, number>
  /** Pairs of caller and row that TypeScript decided; each was compared in every way. */
  decisions: number
  /** How many of them were true, or gave a value. */
  held: number
  comparisons: number
  differences: FuzzDifference[]
}

/** Writes random rules, and compares every decision in every way with the arrow run as JavaScript. */
export async function runFuzz(options: FuzzOptions): Promise<FuzzReport> {
  const random = createRandom(options.seed)
  const report: FuzzReport = {
    worlds: 0,
    rules: 0,
    pureRules: 0,
    parts: new Map(),
    refused: 0,
    refusals: new Map(),
    decisions: 0,
    held: 0,
    comparisons: 0,
    differences: [],
  }
  const { maxDifferences = 10 } = options
  const isDone = (): boolean =>
    report.decisions >= options.decisions || report.differences.length >= maxDifferences
  while (!isDone()) {
    const world = await createFuzzWorld(random)
    report.worlds += 1
    for (let rule = 0; rule < (options.rulesPerWorld ?? 60) && !isDone(); rule += 1) {
      await tryRule({ world, random, report, options })
    }
    await world.close()
    options.onProgress?.(report)
  }
  return report
}

interface FuzzState {
  world: FuzzWorld
  random: Random
  report: FuzzReport
  options: FuzzOptions
}

async function tryRule({ world, random, report, options }: FuzzState): Promise<void> {
  const entity = world.schema.entity(random.pick([...rowEntities, 'Task']))
  if (entity === undefined) throw new Error('the model lacks an entity')
  const rule = randomRule(world.schema, entity, random)
  const site = { entity: entity.name, purpose: rule.purpose, roles: ['staff', 'guest'] }
  const { expression, problems } = compileExpression(rule.text, site, world.entities)
  const surroundings = randomSurroundings(entity, world.data, random)
  if (expression === null) {
    report.refused += 1
    for (const { code } of problems) report.refusals.set(code, (report.refusals.get(code) ?? 0) + 1)
    return
  }
  report.rules += 1
  if (expression.pure) report.pureRules += 1
  for (const { type } of everyPart(expression.expr)) {
    report.parts.set(type, (report.parts.get(type) ?? 0) + 1)
  }
  const situations = world.callers.map((caller) => ({ ...surroundings, caller }))
  const trial: Trial = {
    world,
    rule,
    expression,
    situations: rule.purpose === 'rule' ? situations : situations.slice(0, 1),
    sabotage: options.sabotage,
  }
  await compareTrial(trial, report, options.seed)
}

async function compareTrial(trial: Trial, report: FuzzReport, seed: number): Promise<void> {
  const { world, rule, situations } = trial
  const note = (found: Pick<FuzzDifference, 'way' | 'sql'> & Partial<FuzzDifference>): void => {
    const about = { seed, entity: rule.entity.name, rule: rule.text }
    report.differences.push({
      ...about,
      row: null,
      caller: null,
      expected: null,
      actual: null,
      ...found,
    })
  }
  let answers: Answers[]
  try {
    answers = await decideRule(trial)
  } catch (error) {
    note({ way: 'failed', sql: '', actual: error instanceof Error ? error.stack : String(error) })
    return
  }
  const oracle = createOracle(rule, world.graph, world.data)
  const form = rule.purpose === 'computed' ? 'value' : 'decision'
  for (const [index, situation] of situations.entries()) {
    for (const row of world.data.rows.get(rule.entity.name) ?? []) {
      const expected = plainValue(
        expectedOf(oracle, world, { rule, situation, id: row.id ?? null }),
        form,
      )
      report.decisions += 1
      if (expected !== false && expected !== null) report.held += 1
      for (const { way, sql, values } of answers) {
        if (way.endsWith('batch') && situation.caller.id === null) continue
        report.comparisons += 1
        const actual = plainValue(values.get(answerKey(index, row.id)), form)
        if (actual !== expected) note({ way, sql, row, caller: situation, expected, actual })
      }
    }
  }
}

interface Asked {
  rule: RandomRule
  situation: Situation
  id: string | number | boolean | null
}

/** What TypeScript says; an arrow that was accepted may not throw. */
function expectedOf(
  oracle: ReturnType<typeof createOracle>,
  world: FuzzWorld,
  { rule, situation, id }: Asked,
): unknown {
  const record = world.graph.row(rule.entity.name, id)
  if (record === null) throw new Error('the row is gone')
  try {
    return oracle(record, situation)
  } catch (error) {
    return `throws ${String(error)}`
  }
}
