import pg from 'pg'
import type { PgliteServer } from '../../packages/generator/src/proof/index.ts'

/** One connection to a server, in the form that proofs use. */
export async function openServerSession(url: string): Promise<PgliteServer> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  return {
    exec: (text) => client.query(text),
    query: (text) => client.query<Record<string, unknown>>(text),
    close: () => client.end(),
  }
}
