import { randomBytes } from 'node:crypto'
import type { Database } from '../database.ts'
import { openPostgres } from '../postgres/index.ts'
import { createPool } from './pool.ts'
import { resolveSettings, type ServerOptions } from './server-options.ts'
import { openSession } from './session.ts'

const poolSize = 4

/** Opens an empty schema of its own on a server, for one test: closing the database drops it with all that is in it. */
export async function openTestSchema(options: ServerOptions): Promise<Database> {
  const { default: driver } = await import('pg')
  const schema = `test_${randomBytes(8).toString('hex')}`
  const settings = resolveSettings({ ...options, schema })

  async function inSession(text: string): Promise<void> {
    const session = await openSession(driver, settings)
    await session.query(text).finally(() => session.end())
  }

  await inSession(`create schema ${schema}`)
  const client = createPool(driver, settings, options.poolSize ?? poolSize)
  return openPostgres({
    cipher: options.cipher,
    client: {
      ...client,
      async end() {
        await client.end()
        await inSession(`drop schema ${schema} cascade`)
      },
    },
  })
}
