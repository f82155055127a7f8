import type { ExpressionIR } from '@cambium/model/ir'
import { expressionToJs } from '../../js/index.ts'
import {
  expressionToSql,
  formulaToSql,
  type RenderOptions,
  renderFormula,
  renderSql,
} from '../../sql/index.ts'
import type { RandomRule } from '../write/index.ts'
import { batchStatement, boundStatement } from './bound-statement.ts'
import type { Engine } from './engine.ts'
import type { FuzzWorld } from './fuzz-world.ts'
import type { Situation } from './situation.ts'
import { printTemplate, runTemplate, type Statement } from './template-statement.ts'

/** What one way of deciding says: by caller and row. */
export interface Answers {
  /** `sqlite template`, `postgres batch`, `javascript`, ... */
  way: string
  sql: string
  /** Key: caller's place in the list, and row id. */
  values: Map<string, unknown>
}

/** An accepted rule and where it is tried. */
export interface Trial {
  world: FuzzWorld
  rule: RandomRule
  expression: ExpressionIR
  situations: readonly Situation[]
  /** Spoils the SQL, for the test that the fuzz would notice. */
  sabotage?: ((sql: string) => string) | undefined
}

/** Decides every row for every caller, in every way there is. */
export async function decideRule(trial: Trial): Promise<Answers[]> {
  const answers: Answers[] = []
  for (const engine of trial.world.engines) {
    answers.push(await decideByTemplate(trial, engine))
    answers.push(await decideBound(trial, engine))
    if (trial.rule.purpose === 'rule') answers.push(await decideBatch(trial, engine))
  }
  if (trial.expression.pure) answers.push(decideInMemory(trial))
  return answers
}

/** How answers are found again. */
export function answerKey(situation: number, rowId: unknown): string {
  return `${situation}:${rowId}`
}

async function decideByTemplate(trial: Trial, engine: Engine): Promise<Answers> {
  const { expression, rule, world } = trial
  const scope = { model: world, entity: rule.entity.name }
  const isFormula = rule.purpose === 'computed'
  const template = printTemplate((isFormula ? formulaToSql : expressionToSql)(expression, scope))
  return decideEach(trial, engine, {
    way: 'template',
    sql: template,
    statement: (situation) => runTemplate(template, situation, engine.dialect),
  })
}

async function decideBound(trial: Trial, engine: Engine): Promise<Answers> {
  const statement = (situation: Situation): Statement =>
    boundStatement(engine.dialect, situation, (bind) => rendered(trial, engine, { bind }))
  const [first] = trial.situations
  const sql = first === undefined ? '' : statement(first).text
  return decideEach(trial, engine, { way: 'bound', sql, statement })
}

function rendered(
  trial: Trial,
  engine: Engine,
  options: Pick<RenderOptions, 'bind' | 'reserved'>,
): string {
  const { rule, world, expression } = trial
  const render = rule.purpose === 'computed' ? renderFormula : renderSql
  const { dialect } = engine
  return render(expression, { model: world, entity: rule.entity.name, dialect, ...options })
}

interface EachWay {
  way: string
  sql: string
  statement: (situation: Situation) => Statement
}

async function decideEach(
  trial: Trial,
  engine: Engine,
  { way, sql, statement }: EachWay,
): Promise<Answers> {
  const { rule, expression, situations, sabotage = (text) => text } = trial
  const values = new Map<string, unknown>()
  for (const [index, situation] of situations.entries()) {
    if (expression.needsUser && situation.caller.id === null) continue
    const made = statement(situation)
    const table = `"${rule.entity.table}"`
    const isFormula = rule.purpose === 'computed'
    const text = isFormula
      ? `select ${table}."id", ${sabotage(made.text)} from ${table}`
      : `select ${table}."id", true from ${table} where ${sabotage(made.text)}`
    for (const [id, value] of await engine.query(text, made.values))
      values.set(answerKey(index, id), value)
  }
  return { way: `${engine.dialect} ${way}`, sql, values }
}

async function decideBatch(trial: Trial, engine: Engine): Promise<Answers> {
  const { rule, situations, sabotage = (text) => text } = trial
  const signedIn = situations.filter(({ caller }) => caller.id !== null)
  const [situation] = signedIn
  if (situation === undefined) return { way: 'batch', sql: '', values: new Map() }
  const callers = signedIn.map(({ caller }) => caller)
  const { text, values, from } = batchStatement(engine.dialect, { callers, situation }, (bind) =>
    rendered(trial, engine, { bind, reserved: ['s'] }),
  )
  const table = `"${rule.entity.table}"`
  const sql = `${from} select s."id", ${table}."id" from s join ${table} on ${sabotage(text)}`
  const found = new Map<string, unknown>()
  for (const [callerId, id] of await engine.query(sql, values)) {
    const index = situations.findIndex(({ caller }) => String(caller.id) === String(callerId))
    found.set(answerKey(index, id), true)
  }
  return { way: `${engine.dialect} batch`, sql: text, values: found }
}

function decideInMemory({ world, rule, expression, situations }: Trial): Answers {
  const userId = world.entities.some((one) => one.name === 'User' && one.key.kind === 'serial')
    ? 'Number(caller.id)'
    : 'caller.id'
  const names = {
    row: 'record',
    user: 'caller',
    userId,
    next: 'next',
    previous: 'previous',
    now: 'now',
  }
  const source = expressionToJs(expression, names)
  const decide = new Function('record', 'caller', 'next', 'previous', 'now', `return ${source}`)
  const values = new Map<string, unknown>()
  for (const [index, { caller, next, previous, now }] of situations.entries()) {
    if (expression.needsUser && caller.id === null) continue
    const hasRole = (...roles: string[]): boolean =>
      roles.some((role) => caller.roles.includes(role))
    for (const record of world.data.rows.get(rule.entity.name) ?? []) {
      const user = { id: String(caller.id), hasRole }
      const value: unknown = decide(record, user, next, previous, now)
      values.set(answerKey(index, record.id), rule.purpose === 'computed' ? value : Boolean(value))
    }
  }
  return { way: 'javascript', sql: source, values }
}
