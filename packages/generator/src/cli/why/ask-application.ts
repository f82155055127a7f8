import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { text } from 'node:stream/consumers'
import { CommandError } from '../command.ts'
import { serverArguments, serverEnvironment } from '../dev/index.ts'
import { exitCode } from '../exit-code.ts'
import type { AskingCaller, QuestionCondition } from './rule-question.ts'

/** What the application is asked of one rule. */
export interface WhyQuestion {
  entity: string
  module: string
  rule: string
  caller: AskingCaller
  id: string | null
  set: { [field: string]: unknown }
  alternatives: QuestionCondition[][]
}

/** What it answers. */
export interface WhyAnswer {
  found: boolean
  passesAtAll: boolean
  allowed: boolean
  rows: number | null
  sql: string | null
  alternatives: AlternativeAnswer[]
}

/** What it answers of one alternative. */
export interface AlternativeAnswer {
  holds: boolean
  rows: number | null
  /** `null`: depends on the values of a record that is not there yet. */
  conditions: (boolean | null)[]
  sql: string
}

/** Asks the project's own application, which looks into its database; throws CommandError with what it complains of. */
export async function askApplication(
  project: string,
  questions: readonly WhyQuestion[],
): Promise<WhyAnswer[]> {
  const child = spawn(process.execPath, serverArguments(project, 'why'), {
    cwd: project,
    env: serverEnvironment(project),
    stdio: 'pipe',
  })
  // a program that ends before it has read its input says why itself
  child.stdin.on('error', () => {})
  child.stdin.end(JSON.stringify(questions))
  const [out, complaint, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ])
  if (code !== 0) throw new CommandError(exitCode.environment, complaint.trim())
  return JSON.parse(out.trim().split('\n').at(-1) ?? '[]')
}
