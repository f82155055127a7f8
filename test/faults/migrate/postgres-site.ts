import { type Database, identifier, openServer, sql } from '@cambium/runtime/database'
import type { Site, Target } from './target.ts'

/** Schemas of a server. */
export async function createPostgresSite(url: string): Promise<Site> {
  const server = await openServer({ url, poolSize: 2, statementTimeoutMs: 0 })
  const mark = Date.now().toString(36)
  let opened = 0
  return {
    name: 'PostgreSQL',
    async open() {
      opened++
      const schema = `kill_${mark}_${opened}`
      await server.run(sql`create schema ${identifier(schema)}`)
      return createTarget(server, { url, schema })
    },
    close: () => server.close(),
  }
}

function createTarget(server: Database, { url, schema }: { url: string; schema: string }): Target {
  const tablesOf = async (): Promise<string[]> => {
    const found = await server.all<{ name: string }>(sql`
      select table_name as "name" from information_schema.tables
      where table_schema = ${schema} order by table_name collate "C"
    `)
    return found.map(({ name }) => name)
  }
  return {
    address: url,
    schema,
    async picture() {
      const facts = [await columnsOf(server, schema), await constraintsOf(server, schema)]
      for (const table of await tablesOf()) {
        const from = sql`${identifier(schema)}.${identifier(table)}`
        const rows = await server.all(sql`
          select to_jsonb(t) - 'applied_at' as "row" from ${from} as t order by (to_jsonb(t) - 'applied_at')::text collate "C"
        `)
        facts.push([table, ...rows])
      }
      return JSON.stringify(facts).replaceAll(schema, 'schema')
    },
    async rows() {
      const counts = new Map<string, number>()
      for (const table of await tablesOf()) {
        const from = sql`${identifier(schema)}.${identifier(table)}`
        counts.set(table, await server.count(sql`select count(*) from ${from}`))
      }
      return counts
    },
    async remove() {
      await server.run(sql`drop schema ${identifier(schema)} cascade`)
    },
  }
}

function columnsOf(server: Database, schema: string): Promise<unknown[]> {
  return server.all(sql`
    select table_name, column_name, data_type, is_nullable, column_default
    from information_schema.columns where table_schema = ${schema}
    order by table_name collate "C", ordinal_position
  `)
}

/** An index that was broken off would stand here as one that is not valid. */
function constraintsOf(server: Database, schema: string): Promise<unknown[]> {
  return server.all(sql`
    select pg_get_indexdef(indexrelid) as "what", indisvalid as "valid" from pg_index
    join pg_class on pg_class.oid = indexrelid where relnamespace = to_regnamespace(${schema})
    union all
    select conname || ' ' || pg_get_constraintdef(oid), convalidated from pg_constraint
    where connamespace = to_regnamespace(${schema})
    order by 1
  `)
}
