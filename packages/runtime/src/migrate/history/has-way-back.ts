import type { Migration } from './migration.ts'

/** True when a migration can be taken back as far as its SQL goes: it has a way back, or did nothing but its data step. */
export function hasWayBack({ down, script, dataFile }: Migration): boolean {
  return down !== null || (script.parts.length === 0 && dataFile !== null)
}
