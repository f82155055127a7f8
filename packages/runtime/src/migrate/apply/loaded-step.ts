import type { Sql } from '../../database/index.ts'
import { type DataTools, loadDataStep } from '../data-step/index.ts'
import type { Migration } from '../history/index.ts'

/** The data step of a migration in one direction. */
export interface LoadedStep {
  readonly file: string
  /** Of its migration: says whether it was changed. */
  readonly hash: string
  readonly invariant: Sql | undefined
  work(tools: DataTools): Promise<void>
}

/** Loads the data step of a migration; undefined where it has none. */
export async function loadUp({ dataFile, hash }: Migration): Promise<LoadedStep | undefined> {
  if (dataFile === null) return undefined
  const step = await loadDataStep(dataFile)
  return { file: dataFile, hash, invariant: step.invariant, work: (tools) => step.up(tools) }
}

/** Loads the way back of a migration's data step; undefined where it has no step, null where it has no way back. */
export async function loadDown({
  dataFile,
  hash,
}: Migration): Promise<LoadedStep | undefined | null> {
  if (dataFile === null) return undefined
  const step = await loadDataStep(dataFile)
  const down = step.down?.bind(step)
  return down ? { file: dataFile, hash, invariant: undefined, work: down } : null
}
