import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { sql } from '../../database/index.ts'
import { startAlbums } from './fixture/index.ts'

const script = fileURLToPath(new URL('fixture/serve-albums.ts', import.meta.url))
const rounds = 4
const large = randomBytes(2_000_000)

async function serve(
  path: string,
  storage: string,
): Promise<{ child: ChildProcess; origin: string }> {
  const child = spawn(process.execPath, [script, path, storage], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [line] = await once(child.stdout as NodeJS.ReadableStream, 'data')
  return { child, origin: String(line).trim() }
}

/** Uploads and names files in records, one after the other, until the line is dead. */
async function work(origin: string): Promise<void> {
  const headers = { authorization: 'Bearer ann' }
  for (;;) {
    const body = new FormData()
    body.append('file', new File([large], 'large.bin'))
    const uploaded = await fetch(`${origin}/api/files`, { method: 'POST', body, headers })
    const { data } = (await uploaded.json()) as { data: { id: string }[] }
    await fetch(`${origin}/api/albums`, {
      method: 'POST',
      body: JSON.stringify({ leaflet: data[0]?.id }),
      headers: { ...headers, 'content-type': 'application/json' },
    })
  }
}

test('a process that is killed at any moment leaves no file for ever, and loses none of a record', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'cambium-killed-'))
  const path = join(folder, 'app.db')
  const storage = `file:${join(folder, 'files')}`
  for (let round = 0; round < rounds; round++) {
    const { child, origin } = await serve(path, storage)
    const working = Array.from({ length: 6 }, () => work(origin).catch(() => undefined))
    await wait(150 + Math.random() * 300)
    child.kill('SIGKILL')
    await Promise.all([once(child, 'close'), ...working])
  }
  const albums = await startAlbums({ path, storage })
  const { database, files } = albums
  await files.sweeper.now(new Date(Date.now() + 86_460_000))
  const names = await readdir(join(folder, 'files'), { recursive: true, withFileTypes: true })
  const stored = names.filter((entry) => entry.isFile()).length
  const named = await database.count(sql`select count(*) from "albums" where "leaflet" is not null`)
  const kept = await database.count(sql`select count(*) from "cambium_files"`)
  assert.ok(named > 0)
  assert.deepEqual({ stored, kept }, { stored: named, kept: named })
  const ids = await database.all<{ id: string }>(sql`select "id" from "cambium_files"`)
  for (const { id } of ids) assert.equal((await files.open(id))?.size, large.length)
  await albums.close()
  await rm(folder, { recursive: true, force: true })
})
