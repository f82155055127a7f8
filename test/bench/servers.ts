import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { freePort } from '../free-port/index.ts'
import { type ServerProcess, startServer } from './server-process.ts'
import { publicUrl, secret, type Target } from './targets.ts'

export type ServerName = Target['server']

export interface StartOptions {
  readonly folders: { readonly [Name in 'project' | 'shop']: string }
  readonly work: string
  readonly targets: readonly Target[]
  readonly cpuProfile: boolean
  readonly env: { readonly [name: string]: string }
}

export interface Started {
  readonly servers: { readonly [Name in ServerName]: ServerProcess }
  /** How long the shop took to start, several times. */
  readonly bootMs: readonly number[]
  stop(): Promise<void>
}

const boots = 5

/** Starts every server as a process of its own; bare node:http answers as much as the project does. */
export async function startAll(options: StartOptions): Promise<Started> {
  const project = await startApp(options, 'project')
  const bootMs: number[] = []
  for (let count = 0; count < boots; count++) {
    const booted = await startApp({ ...options, cpuProfile: false }, 'shop')
    bootMs.push(booted.bootMs)
    await booted.stop()
  }
  const shop = await startApp(options, 'shop')
  const bare = await startServer({
    args: [
      join(import.meta.dirname, 'bare-server.mjs'),
      JSON.stringify(await sizes(options, project)),
    ],
    cwd: import.meta.dirname,
    port: await freePort(),
    probe: '/',
  })
  const servers = { bare, project, shop }
  return {
    servers,
    bootMs,
    async stop() {
      for (const server of Object.values(servers)) await server.stop()
    },
  }
}

async function startApp(
  { folders, work, cpuProfile, env }: StartOptions,
  name: 'project' | 'shop',
): Promise<ServerProcess> {
  const profile = join(work, 'profile')
  if (cpuProfile && name === 'project') rmSync(profile, { recursive: true, force: true })
  mkdirSync(profile, { recursive: true })
  const args = cpuProfile && name === 'project' ? ['--cpu-prof', `--cpu-prof-dir=${profile}`] : []
  return startServer({
    args: [...args, 'src/main.ts'],
    cwd: folders[name],
    port: await freePort(),
    probe: '/health/ready',
    env: {
      ...env,
      DATABASE_URL: `file:${join(folders[name], 'data/app.db')}`,
      AUTH_SECRET: secret,
      NODE_ENV: 'production',
      // For the accounts. Nobody signs up here, so no mail is sent.
      PUBLIC_URL: publicUrl,
      SMTP_URL: 'smtp://127.0.0.1:25',
      MAIL_FROM: 'shop@example.com',
      // All of the load comes from one address, which is what the limits are there to stop.
      RATE_LIMIT: 'off',
    },
  })
}

/** How many bytes the answers of the project have, by operation. */
async function sizes(
  { targets }: StartOptions,
  { port }: ServerProcess,
): Promise<{ [operation: string]: number }> {
  const owned = targets.find(({ name }) => name === 'owned')
  const found: { [operation: string]: number } = {}
  for (const [operation, requests] of Object.entries(owned?.requests ?? {})) {
    const { method, path, headers, body } = requests[0] ?? { method: 'GET', path: '/', headers: {} }
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method,
      headers,
      ...(body !== undefined && { body }),
    })
    if (!answer.ok) throw new Error(`${method} ${path} answered ${await answer.text()}`)
    found[operation] = (await answer.arrayBuffer()).byteLength
  }
  return found
}
