import assert from 'node:assert/strict'
import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { sql } from '../../database/index.ts'
import { createMetrics } from '../../metrics/index.ts'
import { createSystemTables } from '../../migrate/index.ts'
import { databases } from '../../operation/fixture/index.ts'
import { insertMessages, noOrigin } from '../../queue/index.ts'
import { measureDatabase, measureFiles } from './database-metrics.ts'
import { countTries, measureQueue } from './queue-metrics.ts'

const main = fileURLToPath(new URL('../fixture/main.ts', import.meta.url))
const token = 'a token of its own for metrics'

describe('the metrics of a process', () => {
  let folder = ''
  const children: ChildProcess[] = []
  before(() => {
    folder = mkdtempSync(join(tmpdir(), 'notes-'))
    spawnSync(process.execPath, [main, 'migrate'], { cwd: folder })
  })
  after(() => {
    for (const child of children) child.kill('SIGTERM')
    rmSync(folder, { recursive: true, force: true })
  })

  /** Starts the server, and waits until its log says so; all of that. */
  async function serving(env: { [name: string]: string }): Promise<string> {
    const child = spawn(process.execPath, [main, 'serve'], {
      cwd: folder,
      env: { PATH: process.env.PATH, PORT: '0', ...env },
    })
    children.push(child)
    let text = ''
    await new Promise<void>((resolve, reject) => {
      child.stdout.on('data', (data) => {
        text += data
        if (text.includes('is served at')) resolve()
      })
      child.on('exit', () => reject(new Error(text)))
    })
    return text
  }
  const addressIn = (log: string) => /"address":"([^"]+)"/.exec(log)?.[1] ?? ''

  test('are shown to who knows the token', async () => {
    const origin = addressIn(await serving({ METRICS_TOKEN: token }))
    await fetch(`${origin}/health/live`)
    await fetch(`${origin}/api/nothing-of-that-kind`)
    for (const authorization of ['', 'Bearer wrong', `Basic ${token}`]) {
      const refused = await fetch(`${origin}/metrics`, { headers: { authorization } })
      assert.equal(refused.status, 401)
      assert.doesNotMatch(await refused.text(), /cambium_http/)
    }
    const answer = await fetch(`${origin}/metrics`, {
      headers: { authorization: `Bearer ${token}` },
    })
    assert.equal(answer.status, 200)
    assert.match(answer.headers.get('content-type') ?? '', /^text\/plain; version=0\.0\.4/)
    assert.equal(answer.headers.get('cache-control'), 'no-store')
    const text = await answer.text()
    for (const line of [
      /^cambium_http_requests_total\{method="GET",route="\/health\/live",status="200"\} 1$/m,
      /^cambium_http_requests_total\{method="GET",route="none",status="404"\} 1$/m,
      /^cambium_http_requests_total\{method="GET",route="\/metrics",status="401"\} 3$/m,
      /^cambium_http_request_duration_seconds_count\{method="GET",route="\/health\/live"\} 1$/m,
      /^cambium_database_up 1$/m,
      /^cambium_database_bytes \d{4,}$/m,
      /^cambium_instances 1$/m,
      /^cambium_process_memory_bytes\{kind="rss"\} \d+$/m,
    ]) {
      assert.match(text, line)
    }
    // Every line is a comment, or a name with labels and a number.
    const form = /^(?:# (?:HELP|TYPE) .+|[a-z_]+(?:\{[^}]*\})? (?:[\d.e+-]+|\+Inf|NaN))$/
    assert.deepEqual(
      text.split('\n').filter((line) => line !== '' && !form.test(line)),
      [],
    )
  })

  test('are counted without a log of requests too, and shown at a port of their own', async () => {
    const log = await serving({ METRICS_PORT: '0', LOG_REQUESTS: 'off' })
    const origin = addressIn(log)
    await fetch(`${origin}/health/live`)
    assert.equal((await fetch(`${origin}/metrics`)).status, 404)
    const port = /"port":(\d+)/.exec(log)?.[1]
    const text = await (await fetch(`http://127.0.0.1:${port}/metrics`)).text()
    assert.match(text, /route="\/health\/live",status="200"\} 1$/m)
    assert.equal((await fetch(`http://127.0.0.1:${port}/health/live`)).status, 404)
  })

  test('are off unless asked for', async () => {
    const origin = addressIn(await serving({}))
    assert.equal((await fetch(`${origin}/metrics`)).status, 404)
  })
})

for (const { name, open } of databases) {
  test(`the queue, files and the database are measured on ${name}`, async () => {
    const database = await open()
    await createSystemTables(database)
    const message = { kind: 'job', name: 'printSales', payload: null } as const
    const later = { ...message, runAt: '2999-01-01T00:00:00.000Z' }
    await database.transaction((tx) =>
      insertMessages(tx, [message, message, { ...message, name: 'other' }, later], noOrigin),
    )
    await database.run(sql`
      insert into "cambium_files" ("id", "key", "name", "type", "size", "tenant", "state", "created_at")
      values ('1', 'k', 'n', 'text/plain', 7, '', 'attached', ${'2026-01-01T00:00:00.000Z'})
    `)
    const metrics = createMetrics()
    for (const measure of [measureQueue, measureDatabase, measureFiles]) {
      metrics.collect(measure(metrics, database))
    }
    const onTried = countTries(metrics)
    onTried({ kind: 'job', name: 'printSales', outcome: 'done', milliseconds: 20 })
    onTried({ kind: 'job', name: 'printSales', outcome: 'again', milliseconds: 2_000 })
    const text = await metrics.text()
    for (const line of [
      /^cambium_queue_messages\{kind="job",name="printSales",status="waiting"\} 2$/m,
      /^cambium_queue_messages\{kind="job",name="printSales",status="delayed"\} 1$/m,
      /^cambium_queue_messages\{kind="job",name="other",status="waiting"\} 1$/m,
      /^cambium_queue_oldest_seconds\{kind="job",name="printSales"\} \d+(?:\.\d+)?(?:e-\d+)?$/m,
      /^cambium_queue_tries_total\{kind="job",name="printSales",outcome="done"\} 1$/m,
      /^cambium_queue_try_duration_seconds_bucket\{kind="job",name="printSales",le="5"\} 2$/m,
      /^cambium_files\{state="attached"\} 1$/m,
      /^cambium_files_bytes\{state="attached"\} 7$/m,
      /^cambium_database_up 1$/m,
      /^cambium_database_bytes \d{4,}$/m,
      /^cambium_instances 0$/m,
    ]) {
      assert.match(text, line)
    }
    await database.close()
  })
}
