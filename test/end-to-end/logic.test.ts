import assert from 'node:assert/strict'
import { type ChildProcess, execFileSync, spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { freePort } from '../free-port/index.ts'

const root = join(import.meta.dirname, '../..')
const bin = join(root, 'node_modules/.bin')
const patienceMs = 30_000

/** What hooks do with all of it; a mistake in a name or a type keeps it from compiling. */
const hooks = `import { hooks } from '@cambium/runtime/hooks'

export const taskHooks = hooks('Task', {
  create: {
    async after({ record, emit, enqueue, mail, functions, log }) {
      emit('task.announced', { title: record.title, urgent: null })
      const id: string = await enqueue('tidyUp')
      await enqueue('fulfilTask')
      mail('ada@example.com', 'welcome', { name: 'Ada' })
      const { greeting }: { greeting: string } = await functions.sayHello({ name: record.title })
      log.info({ id, greeting }, 'hooked')
    },
  },
})
`

const wrongHooks = [
  ["emit('task.announced', { title: 7 })", /Type 'number' is not assignable to type 'string'/],
  ["emit('task.anounced', {})", /task\.anounced/],
  ["mail('a@example.com', 'welcome', { nam: 'Ada' })", /nam/],
  ["void functions.sayHello({ nme: 'Ada' })", /nme/],
  ["void functions.sayHallo({ name: 'Ada' })", /sayHallo/],
  ["void enqueue('tidyDown')", /tidyDown/],
] as const

describe('a project that grows a function, a job, a handler, a workflow and a mail', () => {
  const folder = mkdtempSync(join(tmpdir(), 'cambium-logic-'))
  const earlier = new Map<string, string>()
  let port = 0

  before(async () => {
    const isCopied = (path: string): boolean => !/(?:\/node_modules|\/data|\/\.env)$/.test(path)
    cpSync(join(root, 'examples/tasks'), folder, { recursive: true, filter: isCopied })
    symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
    cpSync(
      join(root, 'packages/generator/templates/project/biome.json'),
      join(folder, 'biome.json'),
    )
    port = await freePort()
    for (const path of generated) earlier.set(path, text(path))
  })
  after(() => rmSync(folder, { recursive: true, force: true }))

  const generated = [
    'src/app.gen.ts',
    'src/model.gen.ts',
    'openapi.gen.json',
    'policy.gen.md',
    '.cambium/schema.json',
    '.cambium/model.json',
  ]
  const text = (path: string): string => readFileSync(join(folder, path), 'utf8')
  const put = (path: string, content: string): void => writeFileSync(join(folder, path), content)
  const cambium = (...args: string[]) =>
    spawnSync(join(bin, 'cambium'), args, { cwd: folder, encoding: 'utf8' })
  const tool = (name: string, ...args: string[]) => {
    const { status, stdout, stderr } = spawnSync(join(bin, name), args, {
      cwd: folder,
      encoding: 'utf8',
    })
    return { status, said: `${stdout}${stderr}` }
  }
  const env = () => ({
    ...process.env,
    AUTH_SECRET: 'x'.repeat(32),
    DATABASE_URL: 'file:./data/logic.db',
    PORT: String(port),
    LOG_LEVEL: 'info',
  })
  const node = (...args: string[]): string =>
    execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8', env: env() })

  test('begins each of them with a command, which writes over nothing', () => {
    const files = [
      ['function', 'sayHello', 'src/functions/say-hello.ts'],
      ['job', 'tidy-up', 'src/jobs/tidy-up.ts'],
      ['event', 'TellEverybody', 'src/events/tell-everybody.ts', '--on', 'task.announced'],
      ['workflow', 'fulfilTask', 'src/workflows/fulfil-task.ts'],
      ['mail', 'welcome', 'src/mail/welcome.ts'],
    ] as const
    for (const [kind, name, path, ...more] of files) {
      const { status, stdout, stderr } = cambium('new', kind, name, ...more)
      assert.equal(status, 0, stderr)
      assert.match(stdout, new RegExp(`^Created ${path}\n`))
    }
    const again = cambium('new', 'function', 'say-hello')
    assert.equal(again.status, 3)
    assert.match(again.stderr, /src\/functions\/say-hello\.ts is there already/)
    assert.equal(cambium('new', 'function', '1x').status, 2)
    assert.equal(cambium('new', 'jobb', 'x').status, 2)
    assert.equal(cambium('new', 'job', 'x', '--on', 'y').status, 2)
  })

  test('is told where an event is not declared', () => {
    const { status, stderr } = cambium('check')
    assert.equal(status, 1)
    assert.match(stderr, /CAM514 {2}src\/events\/tell-everybody\.ts:4:33/)
  })

  test('is generated, compiles and is clean under the linter', () => {
    const model = text('src/tasks/task.model.ts')
    put(
      'src/tasks/task.model.ts',
      model.replace(
        "  title: 'title',",
        "  title: 'title',\n  events: { announced: { title: text(), urgent: int({ optional: true }) } },",
      ),
    )
    put('src/tasks/task.hooks.ts', hooks)
    const { status, stderr } = cambium('generate')
    assert.equal(status, 0, stderr)
    for (const [name, ...args] of [
      ['tsc'],
      ['biome', 'check', '--error-on-warnings', '.'],
    ] as const) {
      const { status: ended, said } = tool(name, ...args)
      assert.equal(ended, 0, said)
    }
    assert.equal(cambium('generate', '--check').status, 0)
  })

  test('is typed where it is used', () => {
    const lines = wrongHooks.map(([call]) => `      ${call}`)
    const wrong = hooks.replace(
      '      const id: string',
      `${lines.join('\n')}\n      const id: string`,
    )
    put('src/tasks/task.hooks.ts', wrong)
    const { said } = tool('tsc')
    for (const [index, [call, problem]] of wrongHooks.entries()) {
      const line = wrong.split('\n').indexOf(lines[index] ?? '') + 1
      const found = said.split('\n').filter((one) => one.includes(`task.hooks.ts(${line},`))
      assert.ok(found.length > 0, `${call} compiles`)
      assert.match(said, problem)
    }
    put('src/tasks/task.hooks.ts', hooks)
  })

  for (const database of ['sqlite', 'postgres']) {
    test(`passes its generated tests on ${database}`, () => {
      const { CAMBIUM_TEST_DATABASE: _, NODE_TEST_CONTEXT: _context, ...rest } = process.env
      const { status, stdout } = spawnSync(
        process.execPath,
        ['--test', 'src/functions/functions.test.gen.ts', 'src/tasks/task.test.gen.ts'],
        { cwd: folder, encoding: 'utf8', env: { ...rest, CAMBIUM_TEST_DATABASE: database } },
      )
      assert.equal(status, 0, stdout)
    })
  }

  test('does all of it when it is served', async () => {
    put('src/jobs/tidy-up.ts', text('src/jobs/tidy-up.ts').replace('0 8 * * *', '* * * * * *'))
    node('src/main.ts', 'migrate')
    const token = node('src/main.ts', 'token', '--id', 'ada').trim()
    const served = spawn(process.execPath, ['src/main.ts'], { cwd: folder, env: env() })
    try {
      const log = follow(served)
      await log.until(/is served at/)
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' }
      const origin = `http://127.0.0.1:${port}`
      const call = (path: string, body: object) =>
        fetch(`${origin}${path}`, { method: 'POST', headers, body: JSON.stringify(body) })
      const greeted = await call('/api/functions/say-hello', { name: 'Ada' })
      assert.deepEqual(await greeted.json(), { greeting: 'Hello, Ada' })
      const made = await call('/api/tasks', { title: 'Say hello', assigneeId: null })
      assert.equal(made.status, 201, await made.text())
      await log.until(/"greeting":"Hello, Say hello".*"msg":"hooked"/)
      await log.until(/"msg":"task\.announced"/)
      await log.until(/"msg":"tidyUp runs"/)
      await log.until(/"msg":"done"/)
    } finally {
      served.kill('SIGTERM')
      await once(served, 'exit')
    }
  })

  test('is what it was once they are gone', () => {
    for (const path of [
      'functions/say-hello',
      'jobs/tidy-up',
      'events/tell-everybody',
      'workflows/fulfil-task',
      'mail/welcome',
    ])
      rmSync(join(folder, `src/${path}.ts`))
    for (const path of ['src/tasks/task.model.ts', 'src/tasks/task.hooks.ts'])
      cpSync(join(root, 'examples/tasks', path), join(folder, path))
    const { status, stderr } = cambium('generate')
    assert.equal(status, 0, stderr)
    for (const [path, content] of earlier) assert.equal(text(path), content, path)
    assert.throws(() => text('src/logic.gen.ts'), { code: 'ENOENT' })
    assert.throws(() => text('src/functions/functions.test.gen.ts'), { code: 'ENOENT' })
  })
})

/** What a process printed, to be waited for. */
function follow(child: ChildProcess): { until(pattern: RegExp): Promise<void> } {
  let printed = ''
  const note = (chunk: Buffer): void => {
    printed += chunk.toString('utf8')
  }
  child.stdout?.on('data', note)
  child.stderr?.on('data', note)
  return {
    async until(pattern) {
      const end = Date.now() + patienceMs
      while (!pattern.test(printed)) {
        assert.ok(Date.now() < end && child.exitCode === null, `no ${pattern} in:\n${printed}`)
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    },
  }
}
