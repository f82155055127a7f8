import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { type Lock, printLock } from '@cambium/model/check'
import { removeEmptyFolders } from '../../project/index.ts'
import {
  lockFile,
  type ReadResult,
  readModel,
  readText,
  type SourceFile,
} from '../../read/index.ts'

const folder = '.cambium/next/renamed'

/**
 * Reads model files as if they stood in the project already. They are put aside, where they cannot be taken for the
 * project's own, and removed again.
 */
export async function readStaged(
  project: string,
  files: readonly SourceFile[],
  lock: Lock,
): Promise<ReadResult> {
  const stage = join(project, folder)
  const settings = readText(project, 'package.json')
  rmSync(stage, { recursive: true, force: true })
  try {
    for (const { path, text } of [
      ...files,
      { path: lockFile, text: printLock(lock) },
      { path: 'package.json', text: settings ?? '{ "type": "module" }' },
    ]) {
      mkdirSync(dirname(join(stage, path)), { recursive: true })
      writeFileSync(join(stage, path), text)
    }
    return await readModel(stage)
  } finally {
    rmSync(stage, { recursive: true, force: true })
    removeEmptyFolders(project, [dirname(folder)])
  }
}
