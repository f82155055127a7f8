import { existsSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'

/** The settings file that makes a folder a project. */
export const configFile = 'cambium.config.ts'

/** The nearest folder at or above `from` that holds a cambium.config.ts; `null` when there is none. */
export function findProject(from: string): string | null {
  let folder = resolve(from)
  while (true) {
    if (existsSync(join(folder, configFile))) return folder
    const parent = dirname(folder)
    if (parent === folder) return null
    folder = parent
  }
}
