import { readdir, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { ImportError } from '../source/index.ts'

/** The SQL files of a source, in order of their names where it is a folder. */
export async function sqlFiles(source: string): Promise<string[]> {
  const found = await stat(source).catch(() => null)
  if (found === null) {
    throw new ImportError(
      `There is no file ${source}`,
      'Look at its name, and at the folder you stand in',
    )
  }
  if (!found.isDirectory()) return [source]
  const names = (await readdir(source)).filter((name) => name.toLowerCase().endsWith('.sql'))
  if (names.length === 0) {
    throw new ImportError(
      `The folder ${source} has no *.sql file`,
      'Name a file, or another folder',
    )
  }
  return names.toSorted(byNumber).map((name) => join(source, name))
}

/** `2_b.sql` comes before `10_a.sql`. */
function byNumber(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true })
}

/** How files are called in sentences. */
export function filesLabel(files: readonly string[]): string {
  const [first = '', ...rest] = files.map((file) => basename(file))
  return rest.length === 0 ? `the SQL file ${first}` : `${files.length} SQL files`
}
