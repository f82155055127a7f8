import assert from 'node:assert/strict'
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { freePort } from '../free-port/index.ts'
import { applyStep, comparable, readGuide, runShell } from './guide-steps.ts'

const root = join(import.meta.dirname, '../..')
const cambium = join(root, 'packages/generator/bin/cambium.mjs')
const guide = readFileSync(join(root, 'docs/guide/evolving.md'), 'utf8')

describe('the guide to changing the model later, word for word', () => {
  const parent = realpathSync(mkdtempSync(join(tmpdir(), 'cambium-evolving-')))
  const project = join(parent, 'library')
  let port = 0

  before(async () => {
    port = await freePort()
    execFileSync(process.execPath, [cambium, 'new', 'library'], { cwd: parent })
    // in place of npm install, which would ask a registry
    mkdirSync(join(project, 'node_modules'))
    for (const name of ['@cambium', '@types', 'cambium', 'typescript', '.bin']) {
      symlinkSync(join(root, 'node_modules', name), join(project, 'node_modules', name))
    }
  })
  after(() => rmSync(parent, { recursive: true, force: true }))

  test('every file fits, and every command prints what stands there', async () => {
    const steps = readGuide(guide)
    assert.ok(steps.filter(({ kind }) => kind === 'command').length > 25)
    for (const step of steps) {
      if (step.kind !== 'command') {
        applyStep(project, step)
        continue
      }
      const printed = step.command.startsWith('curl')
        ? await whileServed(step.command)
        : await runShell(project, step.command)
      assert.equal(comparable(printed), comparable(step.output), step.command)
    }
  })

  async function whileServed(command: string): Promise<string> {
    const server = spawn(process.execPath, ['--env-file=.env', 'src/main.ts'], {
      cwd: project,
      env: { ...process.env, PORT: String(port) },
      stdio: 'ignore',
    })
    try {
      await eventually(async () => (await fetch(`http://localhost:${port}/health/ready`)).ok)
      return await runShell(project, command.replace('localhost:3000', `localhost:${port}`))
    } finally {
      server.kill('SIGTERM')
      if (server.exitCode === null) await once(server, 'exit')
    }
  }
})

async function eventually(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000
  while (!(await holds().catch(() => false))) {
    assert.ok(Date.now() < deadline, 'it did not happen within a minute')
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}
