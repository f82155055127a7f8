import { dirname } from 'node:path'
import { changeFiles, editPatch, removeEmptyFolders } from '../../project/index.ts'
import { printDiagnostics, readModel } from '../../read/index.ts'
import { askYesOrNo, canAsk } from '../ask.ts'
import { colourPatch } from '../colour-patch.ts'
import { CommandError, type Terminal } from '../command.ts'
import { type ExitCode, exitCode } from '../exit-code.ts'
import { generateUnlocked } from '../generate-project.ts'
import { reportGeneration } from '../report-generation.ts'
import { findOwned, type Owned } from './find-owned.ts'
import { planRename, type RenamePlan } from './plan-rename.ts'
import { asChangedFiles, type RenamedFile, renamedFiles } from './rename-files.ts'
import type { RenameRequest } from './rename-request.ts'
import { findSubject } from './rename-subject.ts'
import { sayPlaces, shownPlaces } from './report-places.ts'

/** What a person decided beside the two names. */
export interface RenameOptions {
  request: RenameRequest
  keepColumn: boolean
  /** Edit what is proven in owned files; when nothing was said, a person at a terminal is asked. */
  editOwned: boolean
  dryRun: boolean
}

/** Renames a field or an entity everywhere the generator can see. The caller holds the project's lock. */
export async function renameProject(
  terminal: Terminal,
  project: string,
  options: RenameOptions,
): Promise<ExitCode> {
  const { version } = terminal
  // the type checker reads the generated files, so they must say what the models say
  const current = await generateUnlocked(project, { version, dryRun: options.dryRun })
  const { model, hashes } = current
  if (!model || !hashes || (current.result && !current.result.written)) {
    return reportGeneration(terminal, current)
  }
  const subject = findSubject(model, options.request)
  if (options.keepColumn) refuseWithoutColumn(subject)
  const { lock } = await readModel(project)
  const { keepColumn } = options
  const plan = await planRename(project, { subject, model, hashes, lock, keepColumn })
  if ('diagnostics' in plan) {
    terminal.complain(printDiagnostics(plan.diagnostics, terminal.colour).trimEnd())
    terminal.complain('Nothing was renamed: the model would have these errors')
    terminal.answer({ ok: false, diagnostics: plan.diagnostics })
    return exitCode.problems
  }
  const owned = await findOwned(project, plan)
  const places = shownPlaces(owned, (path) => plan.moves.files.get(path) ?? path)
  const editOwned = options.editOwned || (await wantsEdits(terminal, places, options.dryRun))
  const files = renamedFiles(project, { plan, owned, editOwned })
  if (options.dryRun) return showPatch(terminal, { files, places, editOwned })
  return carryOut(terminal, project, { plan, owned, files, places, editOwned })
}

type Places = ReturnType<typeof shownPlaces>

function refuseWithoutColumn({ field, entity }: RenamePlan['subject']): void {
  if (field?.kind !== 'manyToMany' && (field === null || field.column !== null)) return
  const name = `${entity.name}.${field.name}`
  throw new CommandError(
    exitCode.usage,
    field.kind === 'manyToMany'
      ? `${name} has no column to keep: its linking table is named after it. Leave out --keep-column`
      : `${name} is a formula without a column: leave out --keep-column`,
  )
}

async function wantsEdits(
  terminal: Terminal,
  { proven }: Places,
  dryRun: boolean,
): Promise<boolean> {
  if (dryRun || terminal.json || proven.length === 0 || !canAsk()) return false
  sayPlaces(terminal, 'These places of your files mean it:', proven)
  return askYesOrNo('Edit them?')
}

interface Shown {
  files: readonly RenamedFile[]
  places: Places
  editOwned: boolean
}

function showPatch(terminal: Terminal, { files, places, editOwned }: Shown): ExitCode {
  const patches = files.map(({ from, to, before, after }) => {
    const moved = from === to ? '' : `rename from ${from}\nrename to ${to}\n`
    return moved + editPatch(to, before, after)
  })
  const patch = patches.join('')
  terminal.say(colourPatch(patch.trimEnd(), terminal.colour))
  reportPlaces(terminal, places, editOwned)
  terminal.say('Nothing was written: this is what would be')
  terminal.answer({ ok: true, written: false, patch, ...asJson({ files, places, editOwned }) })
  return exitCode.ok
}

interface Outcome extends Shown {
  plan: RenamePlan
  owned: Owned
}

async function carryOut(terminal: Terminal, project: string, outcome: Outcome): Promise<ExitCode> {
  const { files, places, editOwned, plan, owned } = outcome
  const untouched = changeFiles(project, asChangedFiles(files))
  const generation = await generateUnlocked(project, { version: terminal.version })
  if (!generation.model || !generation.result?.written)
    return reportGeneration(terminal, generation)
  removeEmptyFolders(project, [...plan.moves.files.keys()].map(dirname))
  const { entity, field, to } = plan.subject
  terminal.say(
    field
      ? `${entity.name}.${field.name} is now ${entity.name}.${to}`
      : `${entity.name} is now ${to}`,
  )
  for (const { from, to: moved } of files)
    if (from !== moved) terminal.say(`  ${from} is now ${moved}`)
  const edited = files
    .filter(({ before, after, to: path }) => before !== after && !path.startsWith('.cambium/'))
    .map((file) => file.to)
  terminal.say(`Edited ${edited.join(', ')}`)
  for (const path of untouched) {
    terminal.complain(`${path} changed meanwhile and was left alone: look at it`)
  }
  reportPlaces(terminal, places, editOwned)
  sayPath(terminal, plan)
  if (!owned.checked) {
    terminal.say(
      'TypeScript 7 is not installed here, so hardly anything in your files could be proven',
    )
  }
  terminal.say(
    generation.migration.pending
      ? 'The tables follow with the next migration: cambium migrate save'
      : 'The tables stay as they are: no migration is needed',
  )
  const { pending } = generation.migration
  terminal.answer({ ok: true, written: true, pending, untouched, ...asJson(outcome) })
  return untouched.length > 0 ? exitCode.problems : exitCode.ok
}

function sayPath(terminal: Terminal, { subject, sides }: RenamePlan): void {
  const before = subject.entity.rest?.path
  const after = sides.after.entities.find(({ id }) => id === subject.entity.id)?.rest?.path
  if (before === undefined || after === undefined || before === after) return
  terminal.say(
    `Callers find it at /api/${after}, no longer at /api/${before}: api: { rest: '${before}' } in its model keeps the old path`,
  )
}

function reportPlaces(terminal: Terminal, { proven, left }: Places, editOwned: boolean): void {
  if (!editOwned) {
    sayPlaces(
      terminal,
      'Your files still say it here (--edit-owned would have edited these):',
      proven,
    )
  }
  sayPlaces(
    terminal,
    'The old name also stands here, which may mean something else: look at it',
    left,
  )
}

function asJson({ files, places, editOwned }: Shown): object {
  return {
    edited: files.filter(({ before, after }) => before !== after).map(({ to }) => to),
    moved: files.filter(({ from, to }) => from !== to).map(({ from, to }) => ({ from, to })),
    places: editOwned
      ? { edited: places.proven, left: places.left }
      : { proven: places.proven, left: places.left },
  }
}
