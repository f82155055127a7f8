import { colourPatch } from '../colour-patch.ts'
import type { Terminal } from '../command.ts'
import { type ExitCode, exitCode } from '../exit-code.ts'
import type { MergeOutcome } from './merge-ejected.ts'

/** Says what became of each file; problems when one is left to a person. */
export function reportMerges(terminal: Terminal, outcomes: readonly MergeOutcome[]): ExitCode {
  const left = outcomes.filter(({ outcome }) => outcome !== 'merged' && outcome !== 'nothing')
  terminal.answer({ ok: left.length === 0, files: outcomes })
  if (outcomes.length === 0) terminal.say('No ejected file misses anything')
  for (const one of outcomes) reportOne(terminal, one)
  return left.length === 0 ? exitCode.ok : exitCode.problems
}

function reportOne(terminal: Terminal, { owned, outcome, conflicts, patch, copy }: MergeOutcome) {
  const settle = `Settle them, then: cambium eject --merged ${owned}`
  switch (outcome) {
    case 'nothing':
      return terminal.say(`${owned} misses nothing`)
    case 'merged':
      terminal.say(
        copy === null
          ? `${owned} had everything already: noted`
          : `${owned} is merged; what it was is kept in ${copy}`,
      )
      if (patch !== '') terminal.say(colourPatch(patch.trimEnd(), terminal.colour))
      return
    case 'unsettled':
      return terminal.complain(`${owned} still holds the markers of a merge. ${settle}`)
    case 'broken':
      terminal.complain(
        `${owned} merges line by line, but what comes out does not parse, so nothing was written:`,
      )
      terminal.complain(colourPatch(patch.trimEnd(), terminal.colour))
      return terminal.complain(`  Put it in by hand, then: cambium eject --merged ${owned}`)
    case 'conflict':
      return reportConflicts(terminal, { owned, conflicts, copy, settle })
  }
}

interface Conflicted extends Pick<MergeOutcome, 'owned' | 'conflicts' | 'copy'> {
  settle: string
}

function reportConflicts(terminal: Terminal, { owned, conflicts, copy, settle }: Conflicted): void {
  const count = `${conflicts.length} ${conflicts.length === 1 ? 'place' : 'places'}`
  if (copy !== null) {
    terminal.complain(`${owned} holds ${count} to decide between markers; a copy is in ${copy}`)
    terminal.complain(`  ${settle}`)
    return
  }
  terminal.complain(`${owned} and what is generated changed the same lines in ${count}:`)
  for (const { line, text } of conflicts) terminal.complain(`at line ${line}\n${text}`)
  terminal.complain(
    `  Nothing was written. With the markers in the file: cambium merge --conflicts ${owned}`,
  )
}
