import assert from 'node:assert/strict'
import { type ChildProcess, execFile, execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { promisify } from 'node:util'
import { freePort } from '../free-port/index.ts'

const root = join(import.meta.dirname, '../..')
const cambium = join(root, 'packages/generator/bin/cambium.mjs')
const tour = readFileSync(join(root, 'README.md'), 'utf8').split('## The five-minute tour')[1] ?? ''
const [field = '', hook = ''] = blocksOf('ts')
const [, look = '', write = '', refused = ''] = blocksOf('')

describe('the tour of the README, word for word', () => {
  const parent = mkdtempSync(join(tmpdir(), 'cambium-tour-'))
  const project = join(parent, 'my-tasks')
  let port = 0
  let token = ''
  let dev: ChildProcess

  before(async () => {
    port = await freePort()
    execFileSync(process.execPath, [cambium, 'new', 'my-tasks', '--template', 'tasks'], {
      cwd: parent,
    })
    // In place of npm install, which would ask a registry.
    symlinkSync(join(root, 'node_modules'), join(project, 'node_modules'))
    dev = spawn(process.execPath, [cambium, 'dev', '--port', String(port)], {
      cwd: project,
      stdio: 'ignore',
    })
    await eventually(async () => (await fetch(at('/health/ready'))).ok)
  })
  after(async () => {
    dev.kill('SIGTERM')
    if (dev.exitCode === null) await once(dev, 'exit')
    rmSync(parent, { recursive: true, force: true })
  })

  test('calls it', async () => {
    const printed = await shell(`${look}\nprintf '\\n%s\\n' "$TOKEN"`)
    assert.match(printed, /"title":"Write the notes".*"name":"Analytical engine".*"name":"writing"/)
    assert.match(printed, /"status":401/)
    token = printed.trim().split('\n').at(-1) ?? ''
    assert.match(token, /^ey/)
  })

  test('adds a field', async () => {
    edit('src/tasks/task.model.ts', /( {4}priority: .*\n)/, field)
    await eventually(async () =>
      (await (await fetch(at('/api/openapi.json'))).text()).includes('Hours it may take'),
    )
    const printed = await shell(write)
    assert.match(printed, /"title":"Water the plants".*"estimate":1,/)
    assert.match(printed, /did you mean \\"title\\"/)
    assert.match(printed, /must be 100 or less/)
  })

  test('writes a hook', async () => {
    edit('src/tasks/task.hooks.ts', /(hooks\('Task', \{\n)/, hook)
    await eventually(async () => /An urgent task needs a due date/.test(await shell(refused)))
  })

  test('saves the migration and has everything in order', () => {
    const run = (...args: string[]): string =>
      execFileSync(process.execPath, args, { cwd: project, encoding: 'utf8', stdio: 'pipe' })
    assert.match(run(cambium, 'migrate', 'save', 'add estimate'), /add column tasks\.estimate/)
    assert.match(run(cambium, 'check'), /up to date/)
    assert.equal(run('node_modules/typescript/bin/tsc'), '')
    run('node_modules/@biomejs/biome/bin/biome', 'check')
  })

  test('and its own tests pass, with the hook of the tour', async () => {
    await shell('npm test')
  })

  function at(path: string): string {
    return `http://localhost:${port}${path}`
  }

  function edit(path: string, place: RegExp, added: string): void {
    const file = join(project, path)
    const text = readFileSync(file, 'utf8')
    assert.match(text, place)
    writeFileSync(
      file,
      text.replace(place, (found) => found + added),
    )
  }

  async function shell(lines: string): Promise<string> {
    const text = lines.replaceAll('localhost:3000', `localhost:${port}`)
    const env = { ...process.env, TOKEN: token, NODE_TEST_CONTEXT: undefined }
    const options = { cwd: project, env }
    const { stdout } = await promisify(execFile)('bash', ['-c', text], options)
    return stdout
  }
})

function blocksOf(language: string): string[] {
  const fence = new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\`$`, 'gm')
  const unmarked = language === '' ? tour.replace(/^```\w+\n[\s\S]*?^```$/gm, '') : tour
  const found = [...unmarked.matchAll(fence)].map((match) => match[1] ?? '')
  return language === '' ? found.filter((text) => /npm|curl/.test(text)) : found
}

async function eventually(holds: () => Promise<boolean>): Promise<void> {
  const deadline = Date.now() + 60_000
  while (!(await holds().catch(() => false))) {
    assert.ok(Date.now() < deadline, 'it did not happen within a minute')
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
}
