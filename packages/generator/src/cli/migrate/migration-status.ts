import { operationWords, renamedWords } from '../../plan/index.ts'
import type { Terminal } from '../command.ts'
import { type ExitCode, exitCode } from '../exit-code.ts'
import type { PlannedChange } from './planned-change.ts'
import { askMigrateProgram } from './run-program.ts'

/** Says which migrations the database has, in the words of the program that applies them, and what the models have beyond. */
export async function reportStatus(
  terminal: Terminal,
  project: string,
  { isCurrent, plan, renamed }: PlannedChange,
): Promise<ExitCode> {
  const { code, out, err } = await askMigrateProgram(project, [
    'status',
    ...(terminal.json ? ['--json'] : []),
  ])
  const pending = isCurrent
    ? []
    : [...plan.operations.map(operationWords), ...renamed.flatMap(renamedWords)]
  const undecided = isCurrent ? [] : plan.unsafe
  terminal.answer({ ok: code === exitCode.ok, ...objectIn(out), pending, undecided })
  if (err !== '') terminal.complain(err.trimEnd())
  if (out !== '') terminal.say(out.trimEnd())
  if (isCurrent) terminal.say('The models have the tables of the newest migration')
  for (const step of pending) terminal.say(`not saved  ${step}`)
  for (const { what, why } of undecided) terminal.say(`undecided  ${what}: ${why}`)
  return code
}

function objectIn(text: string): object {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null ? value : {}
  } catch {
    return {}
  }
}
