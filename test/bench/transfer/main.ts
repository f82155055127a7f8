import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createSample } from '../../../packages/generator/src/cli/fixture/index.ts'
import { startCluster } from '../../postgres/index.ts'
import { type MeasuredProcess, startMeasured } from './measured-process.ts'
import { models, rowsOf } from './models.ts'

/** Measures load and export: `node test/bench/transfer/main.ts [ROWS]`, on SQLite and on a PostgreSQL server where there is one. */
const count = Number(process.argv[2] ?? 100_000)
const batch = 1_000
const sample = createSample()
const folder = mkdtempSync(join(tmpdir(), 'cambium-bench-'))
const cluster = await startCluster({ durable: true })
try {
  rmSync(join(sample.folder, 'src/notes'), { recursive: true })
  for (const [path, text] of Object.entries(models)) sample.put(path, text)
  const { code, out, err } = sample.run('generate')
  if (code !== 0) throw new Error(`${out}${err}`)
  await measure('SQLite', `file:${join(folder, 'app.db')}`)
  if (cluster) await measure('PostgreSQL', cluster.url)
} finally {
  await cluster?.remove()
  sample.remove()
  rmSync(folder, { recursive: true, force: true })
}

async function measure(name: string, url: string): Promise<void> {
  const env = {
    DATABASE_URL: url,
    ENCRYPTION_KEY: 'a key for measuring, of forty characters',
    LOG_LEVEL: 'error',
  }
  await startMeasured(sample.folder, { args: ['migrate'], env }).end()
  const load = startMeasured(sample.folder, { args: ['load', '--stdin'], env })
  await load.next()
  for (const entity of Object.keys(rowsOf)) await loadEntity(load, name, entity)
  load.send({ end: true })
  await load.end()
  const started = performance.now()
  const to = join(folder, name)
  const args = ['export', '--to', to, '--with-secrets', '--json']
  const exported = startMeasured(sample.folder, { args, env })
  const samples: number[] = []
  const timer = setInterval(() => samples.push(exported.memory()), 100)
  await exported.end()
  clearInterval(timer)
  const rows = count * Object.keys(rowsOf).length
  tell(`${name} export`, { rows, ms: performance.now() - started, samples })
}

async function loadEntity(load: MeasuredProcess, name: string, entity: string): Promise<void> {
  const make = rowsOf[entity]
  if (make === undefined) return
  const samples: number[] = []
  const started = performance.now()
  let ahead = 0
  for (let from = 0; from < count; from += batch) {
    const rows = Array.from({ length: batch }, (_, index) => make(from + index))
    load.send({ batch: { entity, position: from, rows } })
    if (++ahead > 2) {
      await load.next()
      ahead--
    }
    if (from % (10 * batch) === 0) samples.push(load.memory())
  }
  while (ahead-- > 0) await load.next()
  tell(`${name} ${entity}`, { rows: count, ms: performance.now() - started, samples })
}

function tell(
  what: string,
  {
    rows,
    ms,
    samples,
  }: { readonly rows: number; readonly ms: number; readonly samples: readonly number[] },
): void {
  const known = samples.filter((megabytes) => megabytes > 0)
  const half = known.slice(Math.floor(known.length / 2))
  const memory = `${known[0] ?? 0} MB first, ${half[0] ?? 0} MB half way, ${known.at(-1) ?? 0} MB at the end`
  const rate = Math.round((rows / ms) * 1_000).toLocaleString('en-US')
  process.stdout.write(
    `${what}: ${rows.toLocaleString('en-US')} rows in ${(ms / 1_000).toFixed(1)} s, ${rate} a second; ${memory}\n`,
  )
}
