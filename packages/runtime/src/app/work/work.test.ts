import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { parseCommand } from '../parse-command.ts'

const mains = {
  working: fileURLToPath(new URL('fixture/main.ts', import.meta.url)),
  idle: fileURLToPath(new URL('../fixture/main.ts', import.meta.url)),
}
let folder = ''
before(async () => {
  folder = mkdtempSync(join(tmpdir(), 'work-'))
  assert.equal((await command('migrate')).code, 0)
})
after(() => rmSync(folder, { recursive: true, force: true }))

interface Started {
  readonly child: ChildProcess
  readonly ended: Promise<{ code: number | null; out: string; err: string }>
  /** Resolves once standard output holds this. */
  says(what: RegExp): Promise<void>
}

function start(
  args: readonly string[],
  { main = mains.working, env = {} }: { main?: string; env?: { [name: string]: string } } = {},
): Started {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
    cwd: folder,
    env: { PATH: process.env.PATH, PORT: '0', ...env },
  })
  let out = ''
  let err = ''
  const told = new Set<() => void>()
  child.stdout?.on('data', (data) => {
    out += data
    for (const look of told) look()
  })
  child.stderr?.on('data', (data) => {
    err += data
  })
  const ended = new Promise<{ code: number | null; out: string; err: string }>((resolve) =>
    child.on('close', (code) => resolve({ code, out, err })),
  )
  return {
    child,
    ended,
    says: (what) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (what.test(out)) resolve()
        }
        told.add(look)
        look()
        void ended.then(() => reject(new Error(`It ended without saying ${what}: ${out}${err}`)))
      }),
  }
}

function command(...args: string[]): Started['ended'] {
  return start(args).ended
}

const ask = async (...names: string[]): Promise<void> => {
  writeFileSync(join(folder, 'seeded'), names.join(','))
  const { code, err } = await command('seed')
  assert.equal(code, 0, err)
}

interface Listed {
  readonly id: string
  readonly name: string
  readonly status: string
  readonly attempts: number
}

const listed = async (): Promise<Listed[]> =>
  JSON.parse((await command('jobs', 'list', '--json')).out).jobs

const stop = async ({ child, ended }: Started): Promise<void> => {
  child.kill('SIGTERM')
  const { code, err } = await ended
  assert.equal(code, 0, err)
}

describe('what outlives a request', () => {
  test('is left alone by a process that serves only, and done by one that works', async () => {
    await ask('Ann')
    const serving = start(['serve', '--no-workers'])
    await serving.says(/is served at/)
    await new Promise((resolve) => setTimeout(resolve, 1_300))
    assert.equal((await listed())[0]?.status, 'waiting')
    await stop(serving)
    const working = start(['work'])
    await working.says(/greeted Ann at try 1/)
    await stop(working)
    assert.equal((await listed())[0]?.status, 'done')
  })

  test('is done by a process that serves, unless WORKERS says otherwise', async () => {
    const serving = start(['serve'])
    await serving.says(/is served at/)
    await ask('Bob')
    await serving.says(/greeted Bob at try 1/)
    await stop(serving)
    const [other] = [start(['serve'], { env: { WORKERS: 'off' } })]
    await other.says(/is served at/)
    await ask('Eve')
    await new Promise((resolve) => setTimeout(resolve, 1_300))
    assert.equal((await listed())[0]?.status, 'waiting')
    await stop(other)
  })

  test('is taken over within 15 seconds from a process that was killed', async () => {
    await ask('Linger')
    const first = start(['work'])
    await first.says(/lingers at try 1/)
    const second = start(['work'])
    await second.says(/notes works/)
    first.child.kill('SIGKILL')
    const killedAt = Date.now()
    await first.ended
    await second.says(/lingers at try 2/)
    assert.ok(Date.now() - killedAt < 15_000)
    await stop(second)
  })

  test('can be looked at and decided about', async () => {
    await ask('Linger')
    const [waiting] = (await listed()).filter(({ status }) => status === 'waiting')
    const id = waiting?.id ?? ''
    const shown = await command('jobs', 'show', id)
    assert.match(shown.out, /^name: +linger$/m)
    assert.match(shown.out, /^status: +waiting$/m)
    assert.match((await command('jobs', 'cancel', id)).out, new RegExp(`^${id} is cancelled$`, 'm'))
    assert.match((await command('jobs')).out, new RegExp(`^${id} +cancelled +job linger +0/8`, 'm'))
    assert.match((await command('jobs', 'retry', id)).out, /^1 is tried again$/m)
    await command('jobs', 'cancel', id)
    const replayed = JSON.parse((await command('jobs', 'replay', id, '--json')).out)
    assert.equal(replayed.replayed[0].id, id)
    const copy = (await listed())[0]
    assert.equal(copy?.id, replayed.replayed[0].as)
    assert.deepEqual([copy?.name, copy?.status, copy?.attempts], ['linger', 'waiting', 0])
    await command('jobs', 'cancel', copy?.id ?? '')
    assert.match((await command('jobs', 'list', '--status', 'parked')).out, /^Nothing is there$/m)
  })

  test('is nothing in an application without it', async () => {
    const ended = await start(['work'], { main: mains.idle }).ended
    assert.match(ended.err, /This application has nothing to work on/)
    assert.equal(ended.code, 3)
  })
})

describe('a wrong command', () => {
  for (const [args, message] of [
    [['jobs', 'lits'], /There is no action "lits"\. Did you mean "list"\?/],
    [['jobs', 'list', '--status', 'don'], /There is no status "don"\. Did you mean "done"\?/],
    [['jobs', 'list', '--limit', '0'], /--limit must be a number from 1 to 10000, not "0"/],
    [['jobs', 'retry'], /jobs retry needs the id of one or more, or --parked/],
    [['jobs', 'retry', '--parked', 'x'], /jobs takes no "x" here/],
    [['jobs', 'show', '--limit', '5'], /jobs show: Unknown option '--limit'/],
    [['serve', '--no-worker'], /serve takes nothing but --no-workers/],
    [['work', 'hard'], /work takes no arguments, but was given "hard"/],
  ] as const) {
    test(`is told what is wrong with it: ${args.join(' ')}`, () => {
      assert.throws(() => parseCommand(args, []), message)
    })
  }

  for (const [args, err] of [
    [['jobs', 'show', 'x'], /There is no x/],
    [['jobs', 'retry', 'x'], /x is not there, or has nothing to be tried again/],
  ] as const) {
    test(`ends with 3 for ${args.join(' ')}`, async () => {
      const ended = await command(...args)
      assert.match(ended.err, err)
      assert.equal(ended.code, 3)
    })
  }
})
