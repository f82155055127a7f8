import assert from 'node:assert/strict'
import { join } from 'node:path'
import { type Database, openServer, openSqlite } from '@cambium/runtime/database'
import { runShop, startShop } from '../../faults/server/index.ts'
import { guardedProject } from './guarded-project.ts'

/** Two processes that serve one project from one database. */
export interface Instances {
  readonly origins: readonly [string, string]
  /** A connection of our own. */
  readonly database: Database
  close(): Promise<void>
}

/** Starts them, on SQLite in a file or on this server of PostgreSQL. They believe one proxy. */
export async function startInstances(postgres?: string): Promise<Instances> {
  const project = guardedProject()
  const path = postgres ?? join(project.folder, 'data.db')
  const settings = { folder: project.folder, environment: { TRUST_PROXY: '1', WORKERS: 'off' } }
  const migrated = await runShop(['migrate'], path, settings)
  assert.equal(migrated.code, 0, migrated.text)
  const [one, other] = [
    await startShop({ path, ...settings }),
    await startShop({ path, ...settings }),
  ]
  assert.ok(one && other, 'they did not start')
  const database = postgres ? await openServer({ url: postgres }) : await openSqlite({ path })
  return {
    origins: [one.origin, other.origin],
    database,
    async close() {
      await database.close()
      await Promise.all([one.end('SIGTERM'), other.end('SIGTERM')])
      project.remove()
    },
  }
}
