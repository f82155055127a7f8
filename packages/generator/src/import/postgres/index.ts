import { ImportError, type SourceReader } from '../source/index.ts'
import { connectServer } from './connect-server.ts'
import { readPostgres } from './read-postgres.ts'

export type { PostgresConnection } from './postgres-connection.ts'
export { readPostgres } from './read-postgres.ts'

/** Reads a PostgreSQL database by its address. Nothing is written, whatever the role may do. */
export const postgresReader: SourceReader = {
  kind: 'postgres',
  words: 'a PostgreSQL database (postgres://user:password@host:5432/database)',
  detects: (source) => /^postgres(?:ql)?:\/\//i.test(source),
  async open({ source, schemas, progress }) {
    progress('Connecting')
    const connection = await connectServer(source)
    try {
      const asked = schemas.length > 0 ? schemas : schemasOf(source)
      return await readPostgres(connection, { schemas: asked, progress })
    } catch (cause) {
      await connection.close().catch(() => {})
      throw unreadable(cause)
    }
  },
}

/** The schema that Prisma and others keep in the address. */
function schemasOf(address: string): string[] {
  const name = new URL(address).searchParams.get('schema')
  return name === null || name === '' ? [] : [name]
}

function unreadable(cause: unknown): ImportError {
  if (cause instanceof ImportError) return cause
  const reason = cause instanceof Error ? cause.message : String(cause)
  const hint = 'PostgreSQL 12 and newer is read, by a role that may look at its catalogue'
  return new ImportError(`The catalogue of the database cannot be read: ${reason}`, hint, { cause })
}
