import type { SourceReader } from '../source/index.ts'
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
    } catch (error) {
      await connection.close().catch(() => {})
      throw error
    }
  },
}

/** The schema that Prisma and others keep in the address. */
function schemasOf(address: string): string[] {
  const name = new URL(address).searchParams.get('schema')
  return name === null || name === '' ? [] : [name]
}
