import { createHash } from 'node:crypto'
import type { ModelHashes, ModelIR } from '@cambium/model/ir'
import { migrationFiles, operationWords, planMigration } from '../../plan/index.ts'
import {
  createProject,
  databaseFile,
  lastMigration,
  readDatabaseSchema,
  recordMigration,
  type SavedMigration,
  withProjectLock,
} from '../../project/index.ts'
import { type Command, CommandError, type Terminal } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import { generateUnlocked } from '../generate-project.ts'
import { readServerSettings } from '../read-environment.ts'
import { reportGeneration } from '../report-generation.ts'
import { requireProject } from '../require-project.ts'

/** `cambium migrate save`: writes what changed in the tables since the last migration as one more. */
export const migrate: Command = async (terminal, { names }) => {
  const [action, ...words] = names
  if (action !== 'save') {
    throw new CommandError(
      exitCode.usage,
      `There is no cambium migrate ${action}, only: cambium migrate save. Applying is: node src/main.ts migrate`,
    )
  }
  const project = requireProject(terminal.cwd)
  return withProjectLock(project, async () => {
    const { version } = terminal
    const { model, hashes, ...rest } = await generateUnlocked(project, { version, dryRun: true })
    if (!model || !hashes) return reportGeneration(terminal, { model, hashes, ...rest })
    return save(terminal, project, { model, hashes, title: words.join(' ') })
  })
}

interface SaveOptions {
  model: ModelIR
  hashes: ModelHashes
  title: string
}

function save(terminal: Terminal, project: string, { model, hashes, title }: SaveOptions): 0 | 1 {
  const last = lastMigration(project)
  if (last?.to === hashes.storage) {
    terminal.say(`Nothing to save: migrations/${last.id} has the tables of the model`)
    terminal.answer({ ok: true, migration: null })
    return exitCode.ok
  }
  if (last && !last.model) {
    throw new CommandError(
      exitCode.problems,
      `migrations/${last.id}/ir.json is missing: take it back from version control`,
    )
  }
  const plan = planMigration(last?.model ?? null, model)
  if (plan.unsafe.length > 0) {
    terminal.complain('Nothing was saved, because these changes could lose data:')
    for (const { what, why } of plan.unsafe) terminal.complain(`  ${what}: ${why}`)
    terminal.answer({ ok: false, unsafe: plan.unsafe })
    return exitCode.problems
  }
  const steps = plan.operations.map(operationWords)
  const files = migrationFiles({
    plan,
    model,
    hashes,
    previous: previousOf(last),
    at: new Date(),
    title: title || (last ? (steps[0] ?? 'change') : 'create'),
  })
  createProject(project, files)
  const id = files[0]?.path.split('/')[1] ?? ''
  terminal.say(`Saved migrations/${id}`)
  for (const step of steps) terminal.say(`  ${step}`)
  noteApplied(terminal, project, { id, to: hashes.storage, files })
  terminal.answer({ ok: true, migration: id, steps })
  return exitCode.ok
}

function previousOf(last: SavedMigration | null): { id: string; to: string } | null {
  return last && { id: last.id, to: last.to }
}

interface Saved {
  id: string
  to: string
  files: readonly { path: string; text: string }[]
}

/** The development database may have these changes already, made by `cambium dev`. */
function noteApplied(terminal: Terminal, project: string, { id, to, files }: Saved): void {
  const file = databaseFile(project, readServerSettings(project).databaseUrl)
  if (file === null) return
  const schema = readDatabaseSchema(file)
  if (schema?.hash !== to || schema.applied.includes(id)) return
  recordMigration(file, { id, hash: migrationHash(files) })
  terminal.say('The development database has it already')
}

/** The hash by which the runtime knows whether a migration was changed after it was applied. */
function migrationHash(files: Saved['files']): string {
  const texts = ['plan.json', 'sqlite.sql', 'postgres.sql'].map(
    (name) => files.find(({ path }) => path.endsWith(`/${name}`))?.text ?? '',
  )
  return createHash('sha256').update(texts.join('\0')).digest('hex')
}
