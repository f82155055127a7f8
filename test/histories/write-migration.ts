import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import type { ModelIR } from '@cambium/model'
import { migrationFiles, planMigration } from '../../packages/generator/src/plan/index.ts'

/** Where a migration leads from and to; nothing before the first one. */
export interface Change {
  readonly from: ModelIR | null
  readonly to: ModelIR
  /** What may be taken away. */
  readonly drops?: readonly string[]
}

/** Writes the change as the only migration of a project's folder; how many steps it has. */
export function writeMigration(root: string, { from, to, drops = [] }: Change): number {
  const plan = planMigration(from, to, { drops: new Set(drops) })
  const [undecided] = plan.unsafe
  if (undecided) throw new Error(`${undecided.what} ${undecided.why}`)
  const files = migrationFiles({
    plan,
    model: to,
    hashes: { storage: 'after', api: '', policy: '' },
    previous: null,
    at: new Date('2026-11-20T09:10:42.123Z'),
    title: 'trial',
  })
  for (const { path, text } of files) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), text)
  }
  return plan.operations.length
}
