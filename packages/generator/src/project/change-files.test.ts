import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { test } from 'node:test'
import { readText } from '../read/index.ts'
import { type ChangedFile, changeFiles } from './change-files.ts'
import { recoverProject } from './write-project.ts'

const before = { 'src/orders/order.hooks.ts': 'hooks of orders\n', 'model.lock.json': 'lock 1\n' }
const change: ChangedFile[] = [
  { path: 'src/sales/sale.hooks.ts', text: 'hooks of sales\n' },
  {
    path: 'src/orders/order.hooks.ts',
    text: null,
    movedTo: { path: 'src/sales/sale.hooks.ts', text: 'hooks of sales\n' },
  },
  { path: 'model.lock.json', text: 'lock 2\n' },
]

function prepared(): string {
  const project = mkdtempSync(join(tmpdir(), 'cambium-change-'))
  for (const [path, text] of Object.entries(before)) {
    mkdirSync(dirname(join(project, path)), { recursive: true })
    writeFileSync(join(project, path), text)
  }
  return project
}

function changeKilledAt(project: string, step: number): boolean {
  const script = `
    import { changeFiles } from ${JSON.stringify(join(import.meta.dirname, 'change-files.ts'))}
    let count = 0
    changeFiles(${JSON.stringify(project)}, ${JSON.stringify(change)}, () => {
      count += 1
      if (count === ${step}) process.kill(process.pid, 'SIGKILL')
    })
  `
  const child = spawnSync(process.execPath, ['--input-type=module', '-e', script], {
    encoding: 'utf8',
  })
  assert.equal(child.stderr, '')
  return child.signal === 'SIGKILL'
}

test('a change killed at any step is wholly there or not at all after the next run', () => {
  for (let step = 1, killed = true; killed; step++) {
    const project = prepared()
    killed = changeKilledAt(project, step)
    recoverProject(project)
    const isDone = readText(project, 'model.lock.json') === 'lock 2\n'
    const hooks = readText(project, 'src/orders/order.hooks.ts')
    const moved = readText(project, 'src/sales/sale.hooks.ts')
    assert.deepEqual(
      [hooks, moved],
      isDone ? [null, 'hooks of sales\n'] : ['hooks of orders\n', null],
      `step ${step}`,
    )
    rmSync(project, { recursive: true })
    assert.ok(step < 30)
  }
})

test('a file that somebody wrote in the new place is left alone, and so is what would move there', () => {
  const project = prepared()
  const untouched = changeFiles(project, change, (step) => {
    if (step !== 'journal') return
    mkdirSync(join(project, 'src/sales'), { recursive: true })
    writeFileSync(join(project, 'src/sales/sale.hooks.ts'), 'mine\n')
  })
  assert.deepEqual(untouched, ['src/sales/sale.hooks.ts', 'src/orders/order.hooks.ts'])
  assert.equal(readText(project, 'src/orders/order.hooks.ts'), 'hooks of orders\n')
  assert.equal(readText(project, 'src/sales/sale.hooks.ts'), 'mine\n')
  rmSync(project, { recursive: true })
})
