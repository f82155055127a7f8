// Tries every entity of a generated, migrated project over REST: node test/import/crud.ts PROJECT [--url URL --token TOKEN]
import { resolve } from 'node:path'
import process from 'node:process'
import { parseArgs } from 'node:util'
import { crudEveryEntity } from './crud-every-entity.ts'
import { serveProject } from './serve-project.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { url: { type: 'string' }, token: { type: 'string' }, json: { type: 'boolean' } },
})
const folder = resolve(positionals[0] ?? '.')
const { url, token } = values
const served = url && token ? { url, token, stop: async () => {} } : await serveProject(folder)
try {
  const report = await crudEveryEntity({ folder, url: served.url, token: served.token })
  if (values.json) console.log(JSON.stringify(report, null, 2))
  else {
    for (const { entity, step, status, sent, answer } of report.failures) {
      console.log(`${entity} ${step}: ${status}\n  sent ${JSON.stringify(sent)}`)
      console.log(`  got  ${JSON.stringify(answer)?.slice(0, 600)}`)
    }
    const { entities, requests, readOnly, failures } = report
    console.log(`${entities} entities, ${requests} requests, ${failures.length} failures`)
    if (readOnly.length > 0) console.log(`read only: ${readOnly.join(', ')}`)
  }
  if (report.failures.length > 0) process.exitCode = 1
} finally {
  await served.stop()
}
