import { cpSync, mkdirSync, rmSync } from 'node:fs'
import { join, relative } from 'node:path'
import type { ModelIR } from '@cambium/model/ir'
import {
  findOverlaps,
  type Overlap,
  overlapWords,
  readModelOf,
  type Start,
} from '../../branches/index.ts'
import { openLive } from '../../drift/index.ts'
import {
  databaseFile,
  headsOf,
  lineOf,
  type MigrationRecord,
  readHistory,
  readMigrationFile,
} from '../../project/index.ts'
import { CommandError, type Terminal } from '../command.ts'
import { type ExitCode, exitCode } from '../exit-code.ts'
import { readServerSettings } from '../read-environment.ts'
import { reportGeneration } from '../report-generation.ts'
import type { Decisions } from './decisions.ts'
import { editedScripts } from './edited-scripts.ts'
import { planChange } from './planned-change.ts'
import { releasedBranch } from './released-branch.ts'
import { reportUnsafe } from './report-unsafe.ts'
import { saveMigration } from './save-migration.ts'

export interface RebaseOptions {
  decisions: Decisions
  /** The migration that stays; found out unless told. */
  onto: string | null
}

/** What is taken away, and what it is planned again on. */
interface Rebase {
  gone: MigrationRecord[]
  onto: string
}

/**
 * `cambium migrate rebase`: of two branches of migrations that change the same, plans the one that is not released again, from
 * what the other leaves. Scripts that were edited by hand are kept aside.
 */
export async function rebaseBranch(
  terminal: Terminal,
  project: string,
  { decisions, onto }: RebaseOptions,
): Promise<ExitCode> {
  const history = readHistory(project)
  const [overlap] = findOverlaps(history)
  if (!overlap) return nothingTo(terminal, history)
  const applied = await appliedTo(project)
  const keep = indexOfKept(project, overlap, { onto, applied })
  if (keep === null) return ambiguous(terminal, project, overlap)
  const rebase: Rebase = { gone: overlap.branches[1 - keep] ?? [], onto: overlap.heads[keep] ?? '' }
  refuseApplied(project, rebase, applied)
  const again = {
    start: startAt(project, history, rebase),
    base: commonModel(project, history, overlap),
    standing: rebase.gone.map(({ decided }) => decided),
  }
  const change = await planChange(terminal, project, { ...decisions, again })
  if (!('generation' in change)) return reportGeneration(terminal, change)
  if (change.plan.unsafe.length > 0)
    return reportUnsafe(terminal, change.plan.unsafe, { action: 'rebase' })
  return saveMigration(terminal, project, {
    change,
    decisions,
    title: titleOf(rebase),
    beforeWriting: () => takeAway(terminal, project, rebase.gone),
  })
}

function nothingTo(terminal: Terminal, history: readonly MigrationRecord[]): ExitCode {
  const count = headsOf(history).length
  terminal.answer({ ok: true, migration: null })
  terminal.say(
    count > 1
      ? 'Nothing to rebase: the branches change different things and run in any order. cambium migrate save joins them'
      : 'Nothing to rebase: every migration builds on the one before it',
  )
  return exitCode.ok
}

interface Known {
  onto: string | null
  /** The migrations the database of DATABASE_URL has; `null` when it cannot be asked. */
  applied: ReadonlySet<string> | null
}

/** What a person says comes first, then git, then that a database has one of them. */
function indexOfKept(project: string, overlap: Overlap, { onto, applied }: Known): 0 | 1 | null {
  const { heads, branches } = overlap
  if (onto !== null) {
    const index = heads.indexOf(onto)
    if (index === 0 || index === 1) return index
    throw new CommandError(exitCode.usage, `--onto takes ${heads.join(' or ')}, not ${onto}`)
  }
  const released = releasedBranch(project, overlap)
  if (released !== null || applied === null) return released
  const has = branches.map((branch) => branch.some(({ id }) => applied.has(id)))
  return has[0] === has[1] ? null : has[0] ? 0 : 1
}

function ambiguous(terminal: Terminal, project: string, overlap: Overlap): ExitCode {
  const flags = overlap.heads.map((head) => `--onto ${head}`)
  const words = overlapWords(project, overlap)
  terminal.answer({ ok: false, error: words, flags })
  terminal.complain(`${words}. Which of them stays? The other one is planned again on top of it:`)
  for (const [index, flag] of flags.entries()) {
    terminal.complain(`  ${index === 0 ? '   ' : 'or '}cambium migrate rebase ${flag}`)
  }
  return exitCode.environment
}

async function appliedTo(project: string): Promise<ReadonlySet<string> | null> {
  const { databaseUrl } = readServerSettings(project)
  try {
    const live = await openLive(databaseUrl, databaseFile(project, databaseUrl))
    const { applied } = await live.records()
    await live.close()
    return new Set(applied.keys())
  } catch {
    // a database that is not there yet, or cannot be reached, has no say
    return null
  }
}

/** A database that has the migration would know one that is nowhere any more. */
function refuseApplied(
  project: string,
  { gone }: Rebase,
  applied: ReadonlySet<string> | null,
): void {
  const there = gone.filter(({ id }) => applied?.has(id))
  const [first] = there
  if (!first) return
  const { databaseUrl } = readServerSettings(project)
  const file = databaseFile(project, databaseUrl)
  const where = file === null ? 'The database' : relative(project, file)
  const back = first.parents.length === 1 ? `--to ${first.parents[0]}` : `--steps ${there.length}`
  throw new CommandError(
    exitCode.environment,
    `${where} has ${there.map(({ id }) => id).join(', ')}, which would be planned again. Take that back first: cambium migrate down ${back}`,
  )
}

function commonModel(
  project: string,
  history: readonly MigrationRecord[],
  { heads }: Overlap,
): ModelIR | null {
  const other = new Set(lineOf(history, heads[1]))
  const common = lineOf(history, heads[0]).findLast((one) => other.has(one))
  return common ? readModelOf(project, common.id) : null
}

/** What is left when the branch is away. */
function startAt(project: string, history: readonly MigrationRecord[], { onto }: Rebase): Start {
  const head = lineOf(history, onto).at(-1)
  const to = head?.to ?? ''
  return { ids: [onto], to, ends: [to], model: readModelOf(project, onto), overlaps: [] }
}

function titleOf({ gone }: Rebase): string {
  return (gone.at(-1)?.id ?? 'change').replace(/^\d{8}T\d{6}_/, '').replaceAll('_', ' ')
}

const asideFolder = '.cambium/restored/migrations'

/** Takes the folders away, those with something written by hand to where nobody runs them. */
function takeAway(terminal: Terminal, project: string, gone: readonly MigrationRecord[]): void {
  for (const one of gone) {
    const folder = join(project, 'migrations', one.id)
    const byHand = writtenByHand(project, one)
    if (byHand.length > 0) {
      const aside = `${asideFolder}/${one.id}`
      mkdirSync(join(project, asideFolder), { recursive: true })
      cpSync(folder, join(project, aside), { recursive: true })
      terminal.say(`Written by hand, and kept in ${aside}: take over what you need`)
      for (const name of byHand) {
        terminal.say(`  ${name}\n${indented(readMigrationFile(project, one.id, name) ?? '')}`)
      }
    }
    rmSync(folder, { recursive: true })
    terminal.say(`Taken away: migrations/${one.id}`)
  }
}

function writtenByHand(project: string, one: MigrationRecord): string[] {
  const edited = editedScripts(project, one)
  const scripts = edited === 'unknown' ? [] : edited.map((dialect) => `${dialect}.sql`)
  const data = readMigrationFile(project, one.id, 'data.ts') === null ? [] : ['data.ts']
  return [...scripts, ...data]
}

function indented(text: string): string {
  return text.trimEnd().replaceAll(/^/gm, '    ')
}
