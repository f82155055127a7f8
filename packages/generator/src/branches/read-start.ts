import { hashModel } from '@cambium/model/hash'
import type { ModelIR } from '@cambium/model/ir'
import {
  headsOf,
  lineOf,
  type MigrationRecord,
  readHistory,
  readMigrationFile,
} from '../project/index.ts'
import { findOverlaps, type Overlap } from './find-overlaps.ts'
import { mergeModels } from './merge-models.ts'

/** What the migrations of a project leave, from where the next one starts. */
export interface Start {
  /** The migrations no other builds on, newest last: the parents of the next. */
  ids: string[]
  /** Storage hash of what they leave together. */
  to: string
  /** Storage hashes of what each leaves alone: one of them is what a database says that has them all. */
  ends: string[]
  /** The model they leave together; `null` when one was not kept. */
  model: ModelIR | null
  /** The branches that cannot stand beside each other. */
  overlaps: Overlap[]
}

/** Reads it; `null` when there are no migrations. */
export function readStart(project: string): Start | null {
  const history = readHistory(project)
  const heads = headsOf(history)
  const [first, ...others] = heads
  if (!first) return null
  const ids = heads.map(({ id }) => id)
  const ends = heads.map(({ to }) => to)
  const overlaps = findOverlaps(history)
  let model = readModelOf(project, first.id)
  if (others.length === 0) return { ids, to: first.to, ends, model, overlaps }
  const seen = [first.id]
  for (const { id } of others) {
    const next = readModelOf(project, id)
    model = model && next && mergeModels(commonModel(project, history, { seen, id }), model, next)
    seen.push(id)
  }
  return { ids, to: model ? hashModel(model).storage : '', ends, model, overlaps }
}

/** The model a migration leads to; `null` when it was not kept. */
export function readModelOf(project: string, id: string): ModelIR | null {
  const text = readMigrationFile(project, id, 'ir.json')
  return text === null ? null : JSON.parse(text)
}

/** The newest model that a branch has in common with those before it. */
function commonModel(
  project: string,
  history: readonly MigrationRecord[],
  { seen, id }: { seen: readonly string[]; id: string },
): ModelIR | null {
  const before = new Set(seen.flatMap((one) => lineOf(history, one)))
  const common = lineOf(history, id).findLast((one) => before.has(one))
  return common ? readModelOf(project, common.id) : null
}
