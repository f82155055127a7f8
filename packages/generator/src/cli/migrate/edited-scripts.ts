import { type Dialect, textMark } from '../../plan/index.ts'
import { type MigrationRecord, readMigrationFile } from '../../project/index.ts'

const dialects: readonly Dialect[] = ['sqlite', 'postgres']

/** The scripts of a migration that somebody edited after they were printed; unknown for one that does not say how they were. */
export function editedScripts(
  project: string,
  { id, printed }: MigrationRecord,
): Dialect[] | 'unknown' {
  if (printed === null) return 'unknown'
  return dialects.filter((dialect) => {
    const text = readMigrationFile(project, id, `${dialect}.sql`)
    return text !== null && textMark(text) !== printed[dialect]
  })
}
