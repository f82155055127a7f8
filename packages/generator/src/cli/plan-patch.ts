import { editPatch } from '../project/index.ts'
import { readText } from '../read/index.ts'
import type { Generation } from './generate-project.ts'

/** Everything a generation would change, as one patch; without what the generator keeps for itself in .cambium/. */
export function planPatch(project: string, { plan }: Generation): string {
  return (plan?.entries ?? [])
    .filter(({ action }) => action === 'create' || action === 'update' || action === 'delete')
    .filter(({ path }) => !path.startsWith('.cambium/'))
    .map(({ path, text }) => editPatch(path, readText(project, path) ?? '', text ?? ''))
    .join('')
}
