import { databaseFile, readDatabaseSchema } from '../../project/index.ts'

/** What is wrong with the file behind a DATABASE_URL, in one sentence; `null` when nothing is. */
export function databaseProblem(project: string, databaseUrl: string): string | null {
  const file = databaseFile(project, databaseUrl)
  if (file === null) return null
  try {
    readDatabaseSchema(file)
    return null
  } catch (error) {
    return `${file} cannot be opened as a database: ${error instanceof Error ? error.message : String(error)}`
  }
}
