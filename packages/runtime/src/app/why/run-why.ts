import process from 'node:process'
import { text } from 'node:stream/consumers'
import type { Rule } from '../../access/index.ts'
import { type Database, type Queryable, raw, sql } from '../../database/index.ts'
import { StartupError } from '../../errors/index.ts'
import { assertSchemaCurrent } from '../../migrate/index.ts'
import type { App } from '../app.ts'
import { answerWhy, type WhyAnswer } from './answer-why.ts'
import { readQuestions, type WhyQuestion } from './why-question.ts'

/** Answers the questions of `cambium why`, read from standard input, as one JSON array. Nothing is written to the database. */
export async function runWhy(app: App, database: Database): Promise<void> {
  const questions = readQuestions(await text(process.stdin))
  await assertSchemaCurrent(database, app.storageHash)
  const answers = await readOnly(database, async (db) => {
    const given: WhyAnswer[] = []
    for (const question of questions) {
      const { resource } = app.registry.get(question.entity)
      const rule = await loadRule(app, question)
      given.push(await answerWhy(db, { resource, rule, question }))
    }
    return given
  })
  process.stdout.write(`${JSON.stringify(answers)}\n`)
}

async function loadRule(app: App, { module, rule }: WhyQuestion): Promise<Rule> {
  const loaded = (await import(new URL(module, app.root).href)) as { [name: string]: unknown }
  const found = loaded[rule]
  if (typeof found === 'object' && found !== null && 'allow' in found) return found as Rule
  throw new StartupError(`${module} has no rule ${rule}`, { hint: 'Run: cambium generate' })
}

/** A server keeps the promise itself; statements here only read in any case. */
function readOnly<Result>(
  database: Database,
  work: (db: Queryable) => Promise<Result>,
): Promise<Result> {
  if (database.dialect === 'sqlite') return work(database)
  return database.transaction(
    async (transaction) => {
      await transaction.run(sql`${raw('set transaction read only')}`)
      return work(transaction)
    },
    { alone: true },
  )
}
