import { styleText } from 'node:util'
import { installLockDriver } from '../../project/index.ts'
import type { Command } from '../command.ts'
import { type Examination, examine } from '../doctor/index.ts'
import { exitCode } from '../exit-code.ts'
import { requireProject } from '../require-project.ts'
import { withProgress } from '../show-progress.ts'

/** `cambium doctor`: looks for what may be wrong, and says what to do about it. */
export const doctor: Command = async (terminal, { flags }) => {
  const project = requireProject(terminal.cwd)
  const fixed = flags.fix === true ? installLockDriver(project, process.argv[1] ?? 'cambium') : []
  const examinations = await withProgress(terminal, 'Looking', () =>
    examine({ project, version: terminal.version }),
  )
  const problems = examinations.filter((one) => one.state === 'problem')
  terminal.answer({ ok: problems.length === 0, examinations, fixed })
  for (const change of fixed) terminal.say(change)
  for (const examination of examinations) terminal.say(printed(examination, terminal.colour))
  if (problems.length === 0) terminal.say('\nNothing is wrong')
  return problems.length === 0 ? exitCode.ok : exitCode.problems
}

const marks = {
  fine: ['ok     ', 'green'],
  notice: ['notice ', 'yellow'],
  problem: ['problem', 'red'],
} as const

function printed({ state, what, says, todo }: Examination, colour: boolean): string {
  const [word, format] = marks[state]
  const mark = colour ? styleText(format, word, { validateStream: false }) : word
  const line = `${mark}  ${what}: ${says}`
  return todo === null ? line : `${line}\n         ${todo}`
}
