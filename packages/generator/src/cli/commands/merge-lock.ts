import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { mergeLockTexts, mergeTexts } from '../../project/index.ts'
import { type Command, CommandError } from '../command.ts'
import { exitCode } from '../exit-code.ts'

/**
 * `cambium merge-lock`: the merge driver of model.lock.json. Writes what comes out in the place of OURS; what only a person
 * can decide stands between markers then, and git is told by the exit code.
 */
export const mergeLock: Command = async (terminal, { names }) => {
  const [base = '', ours = '', theirs = '', path = ''] = names
  const stages = {
    base: readStage(terminal.cwd, base),
    ours: readStage(terminal.cwd, ours),
    theirs: readStage(terminal.cwd, theirs),
  }
  const target = resolve(terminal.cwd, ours)
  const project = resolve(terminal.cwd, dirname(path))
  const settled = mergeLockTexts(project, stages)
  terminal.answer({ ok: settled !== null, notes: settled?.notes ?? [] })
  if (settled) {
    writeFileSync(target, settled.text)
    for (const note of settled.notes) terminal.complain(`model.lock.json: ${note}`)
    return exitCode.ok
  }
  const texts = { base: stages.base, mine: stages.ours, theirs: stages.theirs }
  writeFileSync(target, mergeTexts(texts, { base: 'base', mine: 'ours', theirs: 'theirs' }).text)
  terminal.complain('model.lock.json: one thing has two new names, which only you can decide')
  return exitCode.problems
}

function readStage(folder: string, name: string): string {
  const path = resolve(folder, name)
  if (!existsSync(path)) throw new CommandError(exitCode.usage, `There is no file ${name}`)
  return readFileSync(path, 'utf8')
}
