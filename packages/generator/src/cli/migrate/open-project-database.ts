import { relative } from 'node:path'
import { DatabaseUnusableError, type LiveDatabase, openLive } from '../../drift/index.ts'
import { databaseFile } from '../../project/index.ts'
import { CommandError } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import { readServerSettings } from '../read-environment.ts'

/** Looks at the database of DATABASE_URL while `work` runs; throws CommandError when it cannot be used. */
export async function withProjectDatabase<Result>(
  project: string,
  work: (live: LiveDatabase) => Promise<Result>,
): Promise<Result> {
  const { databaseUrl } = readServerSettings(project)
  let live: LiveDatabase | undefined
  try {
    const file = databaseFile(project, databaseUrl)
    live = await openLive(databaseUrl, file)
    return await work(file === null ? live : { ...live, name: relative(project, file) })
  } catch (error) {
    throw inWords(error)
  } finally {
    await live?.close()
  }
}

function inWords(cause: unknown): unknown {
  if (!(cause instanceof DatabaseUnusableError)) return cause
  return new CommandError(exitCode.environment, cause.message, { cause })
}
