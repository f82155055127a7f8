import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'
import { setTimeout } from 'node:timers/promises'
import { promisify } from 'node:util'
import type { ModelIR } from '@cambium/model/ir'
import { freePort } from '../free-port/index.ts'

/** A project that is being served. */
export interface ServedProject {
  url: string
  /** Of a caller who has every role of the project. */
  token: string
  /** What the program has written so far. */
  output(): string
  stop(): Promise<void>
}

const secret = 'a secret of thirty-two characters or more'

/** Serves a migrated project on a free port; its `.env` counts, but for the port and the secret of tokens. */
export async function serveProject(
  folder: string,
  given: { [name: string]: string } = {},
): Promise<ServedProject> {
  const port = await freePort()
  const env = {
    ...process.env,
    AUTH_SECRET: secret,
    LOG_LEVEL: 'warn',
    RATE_LIMIT: 'off',
    ...given,
  }
  const args = ['--env-file-if-exists=.env', 'src/main.ts']
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [...args, 'token', ...rolesOf(folder).flatMap((role) => ['--role', role])],
    {
      cwd: folder,
      env,
    },
  )
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { ...env, PORT: String(port), HOST: '127.0.0.1' },
  })
  const written: string[] = []
  child.stdout.on('data', (text) => written.push(String(text)))
  child.stderr.on('data', (text) => written.push(String(text)))
  const url = `http://127.0.0.1:${port}`
  const output = (): string => written.join('')
  await ready(url, child, output)
  return { url, token: stdout.trim().split('\n').at(-1) ?? '', output, stop: () => stop(child) }
}

function rolesOf(folder: string): string[] {
  const { roles }: ModelIR = JSON.parse(readFileSync(join(folder, '.cambium/model.json'), 'utf8'))
  return [...new Set([...roles, 'admin'])]
}

async function ready(url: string, child: ChildProcess, output: () => string): Promise<void> {
  for (let tries = 0; tries < 600; tries += 1) {
    if (child.exitCode !== null) throw new Error(`The project does not start:\n${output()}`)
    const answer = await fetch(`${url}/health/ready`).catch(() => null)
    if (answer?.ok) return
    await setTimeout(100)
  }
  await stop(child)
  throw new Error(`The project is not ready after a minute:\n${output()}`)
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return
  child.kill('SIGTERM')
  await once(child, 'exit')
}
