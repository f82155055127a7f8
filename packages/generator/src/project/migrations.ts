import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ModelIR } from '@cambium/model/ir'
import { byCodeUnit, readText } from '../read/index.ts'

/** A migration on disk. */
export interface SavedMigration {
  /** Name of its directory. */
  id: string
  /** Storage hash of the model it leads to. */
  to: string
  /** The model it leads to; `null` when it was not kept. */
  model: ModelIR | null
}

const folder = 'migrations'

/** Names of the migration directories, oldest first. */
export function listMigrations(project: string): string[] {
  try {
    return readdirSync(join(project, folder), { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && readPlan(project, entry.name) !== null)
      .map((entry) => entry.name)
      .sort(byCodeUnit)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return []
    throw error
  }
}

/** The migration no other one builds on, the newest of several; `null` when there is none. */
export function lastMigration(project: string): SavedMigration | null {
  const ids = listMigrations(project)
  const parents = new Set(ids.flatMap((id) => readPlan(project, id)?.parents ?? []))
  const id = ids.findLast((one) => !parents.has(one))
  if (id === undefined) return null
  const model = readText(project, `${folder}/${id}/ir.json`)
  return {
    id,
    to: readPlan(project, id)?.to ?? '',
    model: model === null ? null : JSON.parse(model),
  }
}

function readPlan(project: string, id: string): { to: string; parents?: string[] } | null {
  const text = readText(project, `${folder}/${id}/plan.json`)
  return text === null ? null : JSON.parse(text)
}
