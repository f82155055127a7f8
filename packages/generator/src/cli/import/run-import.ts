import { ImportError, type ReaderEntry } from '../../import/index.ts'
import { askYesOrNo, canAsk } from '../ask.ts'
import { CommandError, type Terminal } from '../command.ts'
import { type ExitCode, exitCode } from '../exit-code.ts'
import type { ImportRequest } from './import-request.ts'
import { findTarget } from './import-target.ts'
import { countRows, openSources, planImport } from './plan-import.ts'
import { readProjectModel } from './project-model.ts'
import { designAsJson, showSummary } from './show-summary.ts'
import { writeImport } from './write-import.ts'

/** Imports a source: reads it, says what would come, and, when that is wanted, writes it and brings the rows. */
export async function runImport(
  terminal: Terminal,
  request: ImportRequest,
  readers: readonly ReaderEntry[],
): Promise<ExitCode> {
  try {
    return await importOpen(terminal, request, readers)
  } catch (error) {
    throw inWords(error)
  }
}

async function importOpen(
  terminal: Terminal,
  request: ImportRequest,
  readers: readonly ReaderEntry[],
): Promise<ExitCode> {
  const target = findTarget(terminal, request)
  const sources = await openSources(terminal, request, readers)
  try {
    const project = await readProjectModel(terminal, target)
    const plan = await planImport(terminal, sources, { request, target, project })
    const counts = await countRows(sources.rows, plan.design)
    showSummary(terminal, plan.design, counts)
    const summary = designAsJson(plan.design, counts)
    if (request.dryRun) {
      terminal.say('\nNothing was written (--dry-run).')
      terminal.answer({ ok: true, written: false, ...summary })
      return exitCode.ok
    }
    if (!(await isWanted(terminal, request, target.shown))) {
      terminal.say('Nothing was written.')
      terminal.answer({ ok: false, written: false, ...summary })
      return exitCode.environment
    }
    return await writeImport(terminal, { request, target, plan, sources, counts, summary })
  } finally {
    await sources.close()
  }
}

async function isWanted(
  terminal: Terminal,
  { yes }: ImportRequest,
  shown: string,
): Promise<boolean> {
  if (yes) return true
  if (!terminal.json && canAsk()) return askYesOrNo(`\nWrite it to ${shown}?`)
  terminal.complain('Without a terminal nothing is written unless it is asked for: --yes')
  return false
}

function inWords(error: unknown): unknown {
  if (!(error instanceof ImportError)) return error
  const message = error.hint === null ? error.message : `${error.message}\n${error.hint}`
  return new CommandError(exitCode.problems, message, { cause: error })
}
