import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { printReport, type RowCount } from '../../import/index.ts'
import { createProject, readTemplate } from '../../project/index.ts'
import { configFile, hasErrors, type SourceFile } from '../../read/index.ts'
import { CommandError, type Terminal } from '../command.ts'
import { serverArguments, serverEnvironment } from '../dev/index.ts'
import { type ExitCode, exitCode } from '../exit-code.ts'
import { generateProject } from '../generate-project.ts'
import { planChange, reportUnsafe, saveChange } from '../migrate/index.ts'
import { environmentFile } from '../new-project.ts'
import { projectPackage } from '../project-package.ts'
import { reportGeneration } from '../report-generation.ts'
import { withProgress } from '../show-progress.ts'
import { adoptDatabase } from './adopt-database.ts'
import type { ImportRequest } from './import-request.ts'
import type { ImportTarget } from './import-target.ts'
import { installPackages, isInstalled } from './install-packages.ts'
import type { ImportPlan, OpenSources } from './plan-import.ts'
import { reportTransfer, showTransfer } from './report-transfer.ts'
import { runQuietly } from './run-quietly.ts'
import { reportFile } from './show-summary.ts'
import { type Transfer, type TransferProgress, transferRows } from './transfer-rows.ts'

/** An import that is wanted. */
export interface ImportWork {
  request: ImportRequest
  target: ImportTarget
  plan: ImportPlan
  sources: OpenSources
  counts: readonly RowCount[] | null
  /** For `--json`. */
  summary: object
}

/** Writes the models, generates, brings the tables and then the rows. What was done is said when a step fails. */
export async function writeImport(terminal: Terminal, work: ImportWork): Promise<ExitCode> {
  const done: string[] = []
  // Ctrl-C reaches the program that writes the rows too; what it has written stays
  const interrupted = (): void => {
    terminal.complain('')
    stoppedAt(terminal, done, exitCode.problems)
    process.exit(130)
  }
  process.once('SIGINT', interrupted)
  terminal.say('')
  try {
    const code = await writeProject(terminal, work, done)
    if (code !== exitCode.ok) return stoppedAt(terminal, done, code)
    const transfer = await bringRows(terminal, work, done)
    return conclude(terminal, work, transfer)
  } catch (error) {
    stoppedAt(terminal, done, exitCode.problems)
    throw error
  } finally {
    process.off('SIGINT', interrupted)
  }
}

function stoppedAt(terminal: Terminal, done: readonly string[], code: ExitCode): ExitCode {
  const text = done.length === 0 ? 'Nothing was written.' : `Written so far: ${done.join(', ')}.`
  terminal.complain(text)
  terminal.complain('The same command again goes on from there.')
  return code
}

async function writeProject(
  terminal: Terminal,
  { target, plan }: ImportWork,
  done: string[],
): Promise<ExitCode> {
  const { folder, shown } = target
  const files = [...(target.isNew ? newFiles(terminal, target, plan) : plan.files)]
  if (plan.files.length > 0) files.push(report(folder, plan))
  createProject(folder, files)
  if (plan.files.length > 0) {
    done.push(`${files.length} files in ${shown}`)
    terminal.say(`Wrote ${files.length} files to ${shown}`)
  }
  const generation = await withProgress(terminal, 'Generating', () =>
    generateProject(folder, { version: terminal.version }),
  )
  const { model, result, diagnostics } = generation
  if (model === null || result === null || !result.written || hasErrors(diagnostics)) {
    return reportGeneration({ ...terminal, answer: () => undefined }, generation)
  }
  done.push('the generated files')
  const count = result.created.length + result.updated.length
  if (count > 0) terminal.say(`Generated ${count} files of ${model.entities.length} entities`)
  if (plan.adoption === null) return saveMigration(terminal, folder, done)
  await adoptDatabase(terminal, { project: folder, adoption: plan.adoption })
  done.push('the migration')
  return exitCode.ok
}

/** The files of a new project: those of the template, its settings and models in their place. */
function newFiles(
  { version }: Terminal,
  { name, folder }: ImportTarget,
  { files, adoption }: ImportPlan,
): SourceFile[] {
  const own = new Set(files.map(({ path }) => path))
  // the settings first: what has them is a project, which an interrupted import can go on with
  return [
    ...files.filter(({ path }) => path === configFile),
    { path: 'package.json', text: projectPackage({ name, folder, version }) },
    { path: '.env', text: environmentText(adoption) },
    ...readTemplate('blank', name).filter(({ path }) => !own.has(path)),
    ...files.filter(({ path }) => path !== configFile),
  ]
}

/** An adopted database stays where it is. */
function environmentText(adoption: ImportPlan['adoption']): string {
  const text = environmentFile()
  return adoption === null ? text : `${text}DATABASE_URL=${adoption.databaseUrl}\n`
}

/** Earlier reports stay. */
function report(folder: string, { design }: ImportPlan): SourceFile {
  let path = reportFile
  for (let count = 2; existsSync(join(folder, path)); count += 1) {
    path = reportFile.replace('.md', `-${count}.md`)
  }
  return { path, text: printReport(design) }
}

/** Saves what the tables need as one migration; the first one of a project is made with its files. */
async function saveMigration(
  terminal: Terminal,
  folder: string,
  done: string[],
): Promise<ExitCode> {
  const decisions = { drops: new Set<string>(), fills: new Map<string, string>(), renames: [] }
  const silent = { ...terminal, answer: () => undefined, say: () => undefined }
  const change = await planChange(silent, folder, decisions)
  if (!('generation' in change)) return reportGeneration(silent, change)
  if (!change.isCurrent) {
    if (change.plan.unsafe.length > 0)
      return reportUnsafe(terminal, change.plan.unsafe, { title: 'import' })
    const options = { change, decisions, title: 'import', data: false, gradual: false }
    const code = await saveChange(silent, folder, options)
    if (code !== exitCode.ok) return code
    terminal.say('Saved the tables as a migration')
  }
  done.push('the migration')
  return exitCode.ok
}

async function bringRows(
  terminal: Terminal,
  { target, plan, sources, request, counts }: ImportWork,
  done: string[],
): Promise<Transfer | null> {
  const { folder } = target
  if (sources.rows === null && !isInstalled(folder)) return null
  await installPackages(terminal, folder)
  await migrate(folder)
  done.push('the tables')
  if (sources.rows === null) {
    if (plan.adoption === null) terminal.say('Made the tables')
    return null
  }
  const show = showTransfer(terminal, counts)
  const at = done.push('no rows yet') - 1
  const onProgress = (progress: TransferProgress): void => {
    show.progress(progress)
    done[at] = `${show.rows().toLocaleString('en-US')} rows`
  }
  try {
    const { rows } = sources
    const name = `import-${createHash('sha256').update(request.source).digest('hex').slice(0, 12)}`
    const { design } = plan
    const options = { project: folder, design, rows, name, onProgress }
    const transfer = await transferRows(options)
    show.end()
    reportTransfer(terminal, transfer, show.seconds())
    return transfer
  } catch (error) {
    show.end()
    throw error
  }
}

async function migrate(project: string): Promise<void> {
  const args = [...serverArguments(project, 'migrate'), 'up']
  const env = serverEnvironment(project)
  const { code, output } = await runQuietly(process.execPath, args, { cwd: project, env })
  if (code === 0) return
  throw new CommandError(exitCode.problems, `The tables could not be made:\n${output.trim()}`)
}

function conclude(
  terminal: Terminal,
  { target, plan, summary }: ImportWork,
  transfer: Transfer | null,
): ExitCode {
  const { folder, shown } = target
  const refused = transfer?.rejectedFile != null
  terminal.answer({ ok: !refused, written: true, folder, ...summary, rows: transfer })
  const { design } = plan
  const hasRules = design.entities.some(({ access, exists }) => access !== null || exists)
  const steps = [
    ...(shown === '.' ? [] : [`cd ${shown}`]),
    ...(isInstalled(folder) ? [] : ['npm install']),
    'npm run dev',
    'node --env-file=.env src/main.ts token --role admin',
  ]
  terminal.say('')
  if (!hasRules) {
    terminal.say(
      'No entity has rules yet, so only the role admin may read and write: give each its access, or sign a token:',
    )
  }
  terminal.say(`\n${steps.map((step) => `  ${step}`).join('\n')}\n`)
  return refused ? exitCode.problems : exitCode.ok
}
