import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import type { EmittedFile } from './emitted-file.ts'
import { type WriteResult, writeProject } from './write-project.ts'

const before: EmittedFile[] = [
  { path: 'src/tasks/task.routes.gen.ts', text: 'routes 1\n' },
  { path: 'src/tasks/task.schema.gen.ts', text: 'schema 1\n' },
  { path: 'src/gone/gone.schema.gen.ts', text: 'gone\n' },
]
const after: EmittedFile[] = [
  { path: 'src/tasks/task.routes.gen.ts', text: 'routes 2\n' },
  { path: 'src/tasks/task.schema.gen.ts', text: 'schema 1\n' },
  { path: 'src/tags/tag.schema.gen.ts', text: 'tags\n' },
  { path: 'src/tags/tag.hooks.ts', text: 'hooks\n', owned: true },
]

/** Starts the second write in a process of its own that is killed, as by power loss, at one step. */
function writeKilledAt(project: string, step: number): { steps: number; killed: boolean } {
  const script = `
    import { writeProject } from ${JSON.stringify(join(import.meta.dirname, 'write-project.ts'))}
    let count = 0
    writeProject(${JSON.stringify(project)}, {
      generator: '0.1.0',
      emitted: ${JSON.stringify(after)},
      onStep: () => { count += 1; if (count === ${step}) process.kill(process.pid, 'SIGKILL') },
    })
    process.stdout.write(String(count))
  `
  const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  })
  assert.equal(child.stderr, '')
  return { steps: Number(child.stdout), killed: child.signal === 'SIGKILL' }
}

function prepared(): string {
  const project = mkdtempSync(join(tmpdir(), 'cambium-kill-'))
  writeProject(project, { generator: '0.1.0', emitted: before })
  return project
}

function read(project: string, path: string): string | null {
  try {
    return readFileSync(join(project, path), 'utf8')
  } catch {
    return null
  }
}

test('a write killed at any step is finished or undone by the next run', () => {
  for (let step = 1, killed = true; killed; step++) {
    const project = prepared()
    killed = writeKilledAt(project, step).killed
    const result: WriteResult = writeProject(project, { generator: '0.1.0', emitted: after })
    assert.deepEqual(result.refused, [], `step ${step}`)
    for (const { path, text } of after) assert.equal(read(project, path), text, `step ${step}`)
    assert.equal(read(project, 'src/gone/gone.schema.gen.ts'), null, `step ${step}`)
    assert.equal(read(project, '.cambium/next/journal.json'), null)
    rmSync(project, { recursive: true })
    assert.ok(step < 50)
  }
})

test('an edit made between the kill and the next run is neither overwritten nor forgotten', () => {
  for (let step = 1, killed = true; killed; step++) {
    const project = prepared()
    killed = writeKilledAt(project, step).killed
    const edits = ['src/tasks/task.routes.gen.ts', 'src/tags/tag.hooks.ts']
    for (const path of edits) {
      mkdirSync(dirname(join(project, path)), { recursive: true })
      writeFileSync(join(project, path), `edited ${path}\n`)
    }
    const result = writeProject(project, { generator: '0.1.0', emitted: after })
    assert.deepEqual(
      result.refused.map((entry) => entry.path),
      ['src/tasks/task.routes.gen.ts'],
    )
    for (const path of edits) assert.equal(read(project, path), `edited ${path}\n`, `step ${step}`)
    rmSync(project, { recursive: true })
  }
})
