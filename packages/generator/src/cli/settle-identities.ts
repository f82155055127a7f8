import { changeFiles, settleLock } from '../project/index.ts'
import { type Diagnostic, diagnosticWithout, lockFile } from '../read/index.ts'

/**
 * Puts model.lock.json in order after a merge of two branches, on disk, and says what it took. Nothing when it is in
 * order, or when only a person can do it. The caller holds the project's lock.
 */
export function settleIdentities(project: string): Diagnostic[] {
  const settled = settleLock(project)
  if (!settled) return []
  const untouched = changeFiles(project, [{ path: lockFile, text: settled.text }])
  if (untouched.length > 0) return []
  const { notes } = settled
  return [
    diagnosticWithout({
      code: 'CAM304',
      severity: 'warning',
      message: `${lockFile} was merged${notes.length === 0 ? '' : `: ${notes.join(', ')}`}.`,
      hint:
        notes.length === 0
          ? null
          : 'A migration saved with a former number is planned anew by: cambium migrate rebase',
    }),
  ]
}
