import { existsSync, type FSWatcher, watch } from 'node:fs'
import { join } from 'node:path'
import { isGeneratedName } from '../../project/index.ts'
import { configFile, lockFile, logicFolderOf } from '../../read/index.ts'
import { watchFolder } from './watch-folder.ts'

/** What a change asks for: new generated files and a restart, or a restart alone. */
export type ChangeKind = 'model' | 'source'

export interface WatchOptions {
  /** Whether a file is really another than before. */
  changed(path: string): boolean
  onChange(kind: ChangeKind, paths: string[]): void
}

const quietMs = 40
const watchedInRoot: ReadonlySet<string> = new Set([configFile, lockFile, '.env', 'package.json'])

/**
 * Calls `onChange` shortly after owned files under `src/` or the settings change, with everything that changed since the
 * last call. Generated files do not count. Gives a function that ends it.
 */
export function watchFiles(project: string, { changed, onChange }: WatchOptions): () => void {
  const pending = new Set<string>()
  let timer: NodeJS.Timeout | undefined
  const note = (path: string) => {
    pending.add(path)
    clearTimeout(timer)
    timer = setTimeout(() => {
      const paths = [...pending].sort().filter(changed)
      pending.clear()
      if (paths.length === 0) return
      onChange(paths.some((one) => isModelPath(project, one)) ? 'model' : 'source', paths)
    }, quietMs)
  }
  const sources = watchFolder(join(project, 'src'), (name) => {
    if (/\.(ts|json)$/.test(name) && !isGeneratedName(name)) note(`src/${name}`)
  })
  const root = watchRoot(project, note)
  return () => {
    clearTimeout(timer)
    sources.close()
    root.close()
  }
}

function watchRoot(project: string, note: (path: string) => void): FSWatcher {
  return watch(project, (_, name) => {
    if (name !== null && watchedInRoot.has(name)) note(name)
  })
}

/** Models, files of logic, settings and the lock; and a part of a resource that comes or goes, because that ejects or restores it. */
function isModelPath(project: string, path: string): boolean {
  if (path.endsWith('.model.ts') || path === configFile || path === lockFile) return true
  if (logicFolderOf(path) !== undefined) return true
  return (
    /\.(schema|queries|operations|routes|hooks)\.ts$/.test(path) || !existsSync(join(project, path))
  )
}
