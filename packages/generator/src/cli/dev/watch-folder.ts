import { type FSWatcher, readdirSync, watch } from 'node:fs'
import { join } from 'node:path'

/**
 * Calls `onChange` with the path, relative to the folder and with `/`, of every file that changes in it or below. Each
 * folder has a watcher of its own: Node's recursive one on Linux follows files and loses those that an editor saves by
 * renaming a new file over the old one.
 */
export function watchFolder(root: string, onChange: (path: string) => void): { close(): void } {
  const watchers = new Map<string, FSWatcher>()

  function follow(folder: string, announce: boolean): void {
    if (watchers.has(folder)) return
    const entries = entriesOf(join(root, folder))
    if (!entries) return
    const watcher = watch(join(root, folder), (_, name) => {
      if (name !== null) changed(folder === '' ? name : `${folder}/${name}`)
    })
    // A folder that was taken away has nothing more to tell.
    watcher.on('error', () => forget(folder))
    watchers.set(folder, watcher)
    for (const entry of entries) {
      const path = folder === '' ? entry.name : `${folder}/${entry.name}`
      if (entry.isDirectory()) follow(path, announce)
      else if (announce) onChange(path)
    }
  }

  function changed(path: string): void {
    if (entriesOf(join(root, path))) follow(path, true)
    else {
      forget(path)
      onChange(path)
    }
  }

  function forget(folder: string): void {
    for (const [path, watcher] of watchers) {
      if (path !== folder && !path.startsWith(`${folder}/`)) continue
      watcher.close()
      watchers.delete(path)
    }
  }

  follow('', false)
  return {
    close() {
      for (const watcher of watchers.values()) watcher.close()
      watchers.clear()
    },
  }
}

/** What is in a folder; undefined for what is none, or no longer there. */
function entriesOf(folder: string): { name: string; isDirectory(): boolean }[] | undefined {
  try {
    return readdirSync(folder, { withFileTypes: true })
  } catch {
    return undefined
  }
}
