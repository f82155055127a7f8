// Imports made up Prisma schemas and tries every entity of each: node test/import/prisma/main.ts [FIRST-SEED] [SEEDS] [MODELS]
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import process from 'node:process'
import { crudEveryEntity } from '../crud-every-entity.ts'
import { importNew } from '../new-project.ts'
import { serveProject } from '../serve-project.ts'
import { madeUpSchema } from './made-up-schema.ts'

const [first = 1, seeds = 1, models = 40] = process.argv.slice(2).map(Number)
const place = mkdtempSync(join(tmpdir(), 'cambium-made-up-'))
for (let seed = first; seed < first + seeds; seed += 1) {
  const source = join(place, 'schema.prisma')
  writeFileSync(source, madeUpSchema(seed, models))
  try {
    const { folder } = importNew(source)
    const { url, token, stop } = await serveProject(folder)
    const { entities, requests, failures } = await crudEveryEntity({ folder, url, token })
    await stop()
    console.log(
      `seed ${seed}: ${entities} entities, ${requests} requests, ${failures.length} failures`,
    )
    for (const failure of failures) console.log(JSON.stringify(failure))
    if (failures.length > 0) process.exitCode = 1
  } catch (error) {
    console.log(`seed ${seed}: ${error instanceof Error ? error.message : String(error)}`)
    process.exitCode = 1
  }
}
rmSync(place, { recursive: true, force: true })
