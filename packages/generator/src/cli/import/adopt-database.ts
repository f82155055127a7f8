import { type Adoption, baselineFiles } from '../../adopt/index.ts'
import { openLive } from '../../drift/index.ts'
import { createProject, databaseFile, migrationHash, readHistory } from '../../project/index.ts'
import { CommandError, type Terminal } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import { generateProject } from '../generate-project.ts'

/**
 * Writes the migration that stands for the tables as they are found, and records it as applied in the database that has them.
 * No table of the database is touched; the two that keep the record are made beside them. A project that adopted before gets
 * one migration that stands for all it had.
 */
export async function adoptDatabase(
  terminal: Terminal,
  { project, adoption }: { project: string; adoption: Adoption },
): Promise<void> {
  const { model, hashes } = await generateProject(project, {
    version: terminal.version,
    dryRun: true,
  })
  if (!model || !hashes) throw new CommandError(exitCode.problems, 'The models have errors')
  const history = readHistory(project)
  const files = baselineFiles({
    adoption,
    model,
    hashes,
    replaces: history.map(({ id }) => id),
    at: new Date(),
  })
  createProject(project, files)
  const id = files[0]?.path.split('/')[1] ?? ''
  const texts = new Map(files.map(({ path, text }) => [path.split('/')[2], text]))
  const hash = migrationHash((name) => texts.get(name) ?? null)
  const { databaseUrl } = adoption
  const live = await openLive(databaseUrl, databaseFile(project, databaseUrl))
  try {
    await live.record([{ id, hash }], [hashes.storage])
  } finally {
    await live.close()
  }
  terminal.say(
    `Recorded migrations/${id} as applied in ${adoption.name}: its tables stay as they are`,
  )
}
