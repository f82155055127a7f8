import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, test } from 'node:test'
import { setTimeout as delay } from 'node:timers/promises'
import { watchFolder } from './watch-folder.ts'

/** Waits until the path was told, at most two seconds. */
async function told(seen: Set<string>, path: string): Promise<boolean> {
  for (let waited = 0; waited < 2000 && !seen.has(path); waited += 10) await delay(10)
  return seen.delete(path)
}

describe('watchFolder()', () => {
  test('tells of files saved in place, by renaming over them, and in new folders', async () => {
    const root = mkdtempSync(join(tmpdir(), 'cambium-watch-'))
    mkdirSync(join(root, 'tasks'))
    const file = join(root, 'tasks', 'task.model.ts')
    writeFileSync(file, '1')
    const seen = new Set<string>()
    const watcher = watchFolder(root, (path) => seen.add(path))
    try {
      for (let round = 0; round < 3; round++) {
        writeFileSync(file, `in place ${round}`)
        assert.ok(await told(seen, 'tasks/task.model.ts'), `in place ${round}`)
        writeFileSync(`${file}.new`, `renamed ${round}`)
        renameSync(`${file}.new`, file)
        await delay(30)
        assert.ok(await told(seen, 'tasks/task.model.ts'), `renamed ${round}`)
        seen.clear()
      }
      mkdirSync(join(root, 'tags'))
      writeFileSync(join(root, 'tags', 'tag.model.ts'), 'new')
      assert.ok(await told(seen, 'tags/tag.model.ts'))
      rmSync(join(root, 'tags'), { recursive: true })
      mkdirSync(join(root, 'tags'))
      await delay(30)
      writeFileSync(join(root, 'tags', 'tag.model.ts'), 'again')
      assert.ok(await told(seen, 'tags/tag.model.ts'))
    } finally {
      watcher.close()
      rmSync(root, { recursive: true })
    }
  })
})
