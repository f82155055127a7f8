import {
  type Conflict,
  changeFiles,
  type EjectedFile,
  editPatch,
  ejectedRecord,
  hasConflictMarkers,
  keepCopy,
  mergeTexts,
  ownedText,
  readEjectedRecord,
} from '../../project/index.ts'
import { parseSource, readText } from '../../read/index.ts'

/** What became of one ejected file. */
export interface MergeOutcome {
  owned: string
  /**
   * `merged`: everything it was missing is in it. `conflict`: both sides changed the same lines. `broken`: it merges line
   * by line and does not parse then. `unsettled`: it still holds the markers of a merge before. `nothing`: it misses
   * nothing.
   */
  outcome: 'merged' | 'conflict' | 'broken' | 'unsettled' | 'nothing'
  conflicts: Conflict[]
  /** What merging changes in the file. */
  patch: string
  /** Where the file of before is kept; `null` when nothing was written. */
  copy: string | null
}

/**
 * Merges what was generated since into an ejected file: from the text it was ejected or last merged with, to what would
 * be generated now. A clean merge is written, one with conflicts only when `writeConflicts`; a copy is kept each time.
 */
export function mergeEjected(
  project: string,
  { path, owned, missing, text: fresh }: EjectedFile,
  { writeConflicts }: { writeConflicts: boolean },
): MergeOutcome {
  const nothing: MergeOutcome = { owned, outcome: 'nothing', conflicts: [], patch: '', copy: null }
  const mine = readText(project, owned)
  const record = readEjectedRecord(project, path)
  if (mine === null || record === null || missing === '') return nothing
  if (hasConflictMarkers(mine)) return { ...nothing, outcome: 'unsettled' }
  const { text, conflicts } = mergeTexts(
    { base: ownedText(record), mine, theirs: ownedText(fresh) },
    { mine: owned, base: 'generated before', theirs: 'generated now' },
  )
  const patch = editPatch(owned, mine, text)
  if (conflicts.length > 0) {
    const copy = writeConflicts ? keepCopy(project, owned) : null
    if (writeConflicts) changeFiles(project, [{ path: owned, text }])
    return { owned, outcome: 'conflict', conflicts, patch, copy }
  }
  if (parses(owned, mine) && !parses(owned, text)) {
    return { owned, outcome: 'broken', conflicts, patch, copy: null }
  }
  const copy = patch === '' ? null : keepCopy(project, owned)
  // both or none: a file that was merged and not noted would be merged twice
  changeFiles(project, [
    { path: owned, text },
    { path: ejectedRecord(path), text: fresh },
  ])
  return { owned, outcome: 'merged', conflicts, patch, copy }
}

function parses(path: string, text: string): boolean {
  return !path.endsWith('.ts') || parseSource({ path, text }).errors.length === 0
}
