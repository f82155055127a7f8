import { readText } from '../read/index.ts'
import type { EmittedFile } from './emitted-file.ts'
import {
  closeJournal,
  openJournal,
  performJournal,
  type StepListener,
  stageJournal,
} from './journal.ts'
import { keepLastText, pruneLastTexts } from './last-text.ts'
import { type Manifest, manifestFile, parseManifest, printManifest } from './manifest.ts'
import { textHash } from './text-hash.ts'
import { type PlanEntry, planWrites, type StateFile, type WritePlan } from './write-plan.ts'

export interface WriteOptions {
  /** Version of the generator, for the manifest. */
  generator: string
  emitted: readonly EmittedFile[]
  /** Files without a `.gen` name that are rewritten when they differ. */
  state?: readonly StateFile[]
  /** Write all other files although some were edited. */
  skipEdited?: boolean
  onStep?: StepListener
}

/** What a write did. When `refused` holds something and edited files were not skipped, nothing was written. */
export interface WriteResult {
  written: boolean
  created: string[]
  updated: string[]
  deleted: string[]
  unchanged: string[]
  refused: PlanEntry[]
  /** Files somebody changed while they were written: left as they are. */
  untouched: string[]
  leftovers: string[]
}

/** The manifest as it stands, empty when there is none. */
export function readManifest(project: string): Manifest {
  return parseManifest(readText(project, manifestFile))
}

/** What `writeProject` would do. Reads only. */
export function planProject(
  project: string,
  { emitted, state = [] }: Pick<WriteOptions, 'emitted' | 'state'>,
): WritePlan {
  return planWrites(project, { emitted, state, manifest: readManifest(project) })
}

/** Finishes or undoes what an interrupted run left; true when there was something to finish. */
export function recoverProject(project: string): boolean {
  const journal = openJournal(project)
  if (journal === null) return false
  performJournal(project, journal, () => undefined)
  closeJournal(project)
  return true
}

/**
 * Writes generated files, creates owned ones that are missing, and deletes generated ones that are no longer emitted.
 * Never opens an existing owned file for writing, never overwrites a generated file a person has edited, and leaves
 * files that do not change untouched. The caller holds the project's lock.
 */
export function writeProject(project: string, options: WriteOptions): WriteResult {
  recoverProject(project)
  const plan = planProject(project, options)
  const refused = plan.entries.filter((entry) => entry.action === 'refused')
  const onStep = options.onStep ?? (() => undefined)
  const written = refused.length === 0 || options.skipEdited === true
  const untouched = written ? carryOut(project, plan, { generator: options.generator, onStep }) : []
  return resultOf(plan, { refused, written, untouched })
}

interface CarryOut {
  generator: string
  onStep: StepListener
}

function carryOut(project: string, plan: WritePlan, { generator, onStep }: CarryOut): string[] {
  const changes = plan.entries.filter((entry) => changing.has(entry.action))
  for (const { generated, action, text } of plan.entries) {
    if (generated && action !== 'refused' && text !== null) keepLastText(project, text)
  }
  const hashes = manifestHashes(plan)
  const manifest = printManifest(generator, hashes)
  const before = readText(project, manifestFile)
  const manifestChange =
    before === manifest
      ? []
      : [{ path: manifestFile, before: before === null ? null : textHash(before), text: manifest }]
  if (changes.length + manifestChange.length === 0) return []
  // the manifest comes last: until then a placed file is one whose text the journal knows
  const journal = stageJournal(project, [...changes, ...manifestChange], onStep)
  const untouched = performJournal(project, journal, onStep)
  closeJournal(project)
  onStep('closed')
  pruneLastTexts(project, new Set(hashes.values()))
  return untouched
}

const changing: ReadonlySet<PlanEntry['action']> = new Set(['create', 'update', 'delete'])

/** What the manifest says after the run: the new texts, and for refused files still the one before the edit. */
function manifestHashes({ entries, manifest }: WritePlan): Map<string, string> {
  const hashes = new Map<string, string>()
  for (const { path, action, text, generated } of entries) {
    if (!generated) continue
    if (action === 'refused') {
      const [known] = manifest.files.get(path) ?? []
      if (known !== undefined) hashes.set(path, known)
    } else if (text !== null) hashes.set(path, textHash(text))
  }
  return hashes
}

function resultOf(
  { entries, leftovers }: WritePlan,
  outcome: Pick<WriteResult, 'refused' | 'written' | 'untouched'>,
): WriteResult {
  const left = new Set(outcome.untouched)
  const paths = (action: PlanEntry['action']) =>
    entries
      .filter((entry) => entry.action === action && !left.has(entry.path))
      .map((entry) => entry.path)
  return {
    ...outcome,
    created: paths('create'),
    updated: paths('update'),
    deleted: paths('delete'),
    unchanged: paths('unchanged'),
    leftovers,
  }
}
