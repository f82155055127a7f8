import { databaseFile, listMigrations, readDatabaseSchema } from '../../project/index.ts'
import { databaseProblem, isPortFree } from '../dev/index.ts'
import { type Examination, fine, notice, problem } from './examination.ts'

/** Whether the port of the project is free. */
export async function examinePort({
  host,
  port,
}: {
  host: string
  port: number
}): Promise<Examination> {
  if (!Number.isSafeInteger(port) || port < 0 || port > 65_535) {
    return problem('port', 'PORT is no port number', 'Set PORT to a number from 1 to 65535')
  }
  return (await isPortFree(host, port))
    ? fine('port', `${port} is free`)
    : notice('port', `${port} is in use`, 'Stop what uses it, or set PORT')
}

/** Whether the database can be opened and has every migration. */
export function examineDatabase(
  project: string,
  { databaseUrl, storage }: { databaseUrl: string; storage: string | null },
): Examination {
  const file = databaseFile(project, databaseUrl)
  if (file === null) return fine('database', 'on a server, not looked at')
  const wrong = databaseProblem(project, databaseUrl)
  if (wrong !== null) return problem('database', wrong, 'Set DATABASE_URL, or move the file away')
  const schema = readDatabaseSchema(file)
  if (schema === null) return notice('database', `${file} is not there yet`, 'Run: npm run migrate')
  if (storage !== null && schema.hashes.includes(storage))
    return fine('database', `${file} has the tables of the models`)
  const missing = listMigrations(project).filter((id) => !schema.applied.includes(id))
  return missing.length > 0
    ? notice('database', `${missing.length} migrations are not applied`, 'Run: npm run migrate')
    : notice(
        'database',
        `${file} has other tables than the models`,
        'Run: cambium dev, or cambium migrate save and npm run migrate',
      )
}
