import { createHash } from 'node:crypto'
import type { JsonValue, ModelHashes, ModelIR } from '@cambium/model'
import { memberLines, printJson } from '../print/index.ts'
import { databasesOf } from './databases-of.ts'
import { footprintOf } from './footprint-of.ts'
import type { Half } from './gradual/index.ts'
import type { Operation, Plan, StepClass } from './operation.ts'
import { operationWords } from './operation-words.ts'
import type { RenamedNames } from './renamed-names.ts'
import { type Dialect, partsScript, planScript } from './render-plan.ts'
import { riskOf } from './risk-of.ts'
import { rebuiltTables } from './sqlite/index.ts'

/** A file of a migration, its path relative to the project. */
export interface MigrationFile {
  path: string
  text: string
}

export interface MigrationOptions {
  plan: Plan
  /** The model the migration leads to; kept beside it, so that the next one knows where it starts. */
  model: ModelIR
  hashes: ModelHashes
  /** The migration before this one, `ids` where it joins several; null for the first. */
  previous: { id: string; to: string; ids?: readonly string[] } | null
  /** The migrations it stands for. */
  replaces?: readonly string[]
  /** Names it changes, which what is kept of records elsewhere has to follow. */
  renamed?: readonly RenamedNames[]
  /** The first half of a gradual change, whose second half it is: it waits until no older code runs. */
  contractOf?: string
  /** What the scripts do beside the steps of the plan; the scripts are then these parts. */
  beside?: Pick<Half, 'parts' | 'foreignKeysOff' | 'words'>
  /** What it touches, where that is more than its steps say. */
  footprint?: string[]
  /** The way back, where it loses nothing. */
  down?: Plan | null
  /** When it was planned. */
  at: Date
  /** What a person decided about it by flags, for when it has to be planned again. */
  decided?: DecidedByFlags
  /** The text of its `data.ts`, where it has one. */
  data?: string | null
  /** What it does, in a few words: becomes part of the directory's name. */
  title: string
}

/** What may be taken away, and what rows without a value got. */
export interface DecidedByFlags {
  drops: string[]
  fills: { [name: string]: JsonValue }
}

/** `migrations/<utc>_<slug>/` with the plan, its SQL for each database of the project and the model it leads to. */
export function migrationFiles(options: MigrationOptions): MigrationFile[] {
  const { plan, model, hashes, previous } = options
  const { contractOf } = options
  const id = contractOf ? `${contractOf}_contract` : migrationId(options.at, options.title)
  const folder = `migrations/${id}`
  const dialects = databasesOf(model)
  const scripts = dialects.map((dialect) => ({ dialect, text: script(options, dialect) }))
  const description = {
    version: 1,
    id,
    parents: previous ? [...(previous.ids ?? [previous.id])] : [],
    from: previous?.to ?? null,
    to: hashes.storage,
    ...(options.replaces && { replaces: [...options.replaces] }),
    ...(contractOf && { contractOf }),
    ...(options.renamed && options.renamed.length > 0 && { renamed: options.renamed }),
    class: worstClass(plan.operations),
    footprint: options.footprint ?? footprintOf(plan.operations),
    ...decidedIn(options.decided),
    printed: Object.fromEntries(scripts.map(({ dialect, text }) => [dialect, textMark(text)])),
    steps: [...stepsOf(plan.operations), ...(options.beside?.words ?? []).map(besideStep)],
  }
  return [
    { path: `${folder}/plan.json`, text: planText(description) },
    ...scripts.map(({ dialect, text }) => ({ path: `${folder}/${dialect}.sql`, text })),
    { path: `${folder}/ir.json`, text: `${JSON.stringify(model)}\n` },
    ...(options.data ? [{ path: `${folder}/data.ts`, text: options.data }] : []),
    ...downFiles(folder, options.down ?? null, dialects),
  ]
}

function script({ plan, beside }: MigrationOptions, dialect: Dialect): string {
  if (!beside) return planScript(plan.operations, dialect)
  return partsScript(beside.parts[dialect], dialect === 'sqlite' && beside.foreignKeysOff)
}

function besideStep(does: string): object {
  return { does, class: 'data', reversible: true, badge: 'safe', lock: null }
}

/** By which it is seen later whether somebody edited a script. */
export function textMark(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16)
}

function decidedIn(decided: DecidedByFlags | undefined): { decided?: DecidedByFlags } {
  const { drops = [], fills = {} } = decided ?? {}
  const isNothing = drops.length === 0 && Object.keys(fills).length === 0
  return isNothing ? {} : { decided: { drops, fills } }
}

/** A member a line, but the id beside the version: a plan is read from the top, and there is little to read there. */
export function planText(description: object): string {
  return printJson(memberLines(description), 160).replace('\n, "id"', ', "id"')
}

/** What each step does, how much it can hurt, and the lock PostgreSQL takes for it. */
function stepsOf(operations: readonly Operation[]): object[] {
  const rebuilt = rebuiltTables(operations)
  return operations.map((operation) => {
    const { badge, lock } = riskOf(operation, rebuilt)
    const { class: stepClass, reversible } = operation
    return { does: operationWords(operation), class: stepClass, reversible, badge, lock }
  })
}

function downFiles(
  folder: string,
  down: Plan | null,
  dialects: readonly Dialect[],
): MigrationFile[] {
  if (!down) return []
  return dialects.map((dialect) => ({
    path: `${folder}/down.${dialect}.sql`,
    text: planScript(down.operations, dialect),
  }))
}

/** `20261120T091042_add_due_at`: sorts by time, and two of one minute still differ. */
export function migrationId(at: Date, title: string): string {
  const time = at.toISOString().replace(/[-:]/g, '').slice(0, 15)
  const slug = title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_|_$/g, '')
    .slice(0, 60)
  return `${time}_${slug || 'change'}`
}

const classes: readonly StepClass[] = ['additive', 'data', 'tightening', 'destructive']

function worstClass(operations: readonly Operation[]): StepClass {
  const worst = Math.max(0, ...operations.map((operation) => classes.indexOf(operation.class)))
  return classes[worst] ?? 'additive'
}
