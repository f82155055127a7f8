import { changeFiles } from '../../project/index.ts'
import { readText } from '../../read/index.ts'
import { type Generation, generateUnlocked } from '../generate-project.ts'
import { withVersions } from './package-versions.ts'
import type { UpgradePlan } from './show-upgrade.ts'

/** Writes what was planned: your own files and package.json in one step, then everything that is generated. */
export function applyUpgrade(
  project: string,
  { to, codemods, packages }: UpgradePlan,
): Promise<Generation> {
  const manifest = withVersions(readText(project, 'package.json') ?? '', to)
  changeFiles(project, [
    ...codemods.changes.map(({ path, text }) => ({ path, text })),
    ...(packages.length > 0 ? [{ path: 'package.json', text: manifest.text }] : []),
  ])
  return generateUnlocked(project, { version: to, upgrading: true })
}
