import { identifier, sql } from '../../database/index.ts'
import type { Registry, Resource } from '../../operation/index.ts'
import type { AccountStore } from '../store/index.ts'

export interface MoveSite {
  readonly registry: Registry
  /** The users. */
  readonly resource: Resource
  readonly store: AccountStore
}

/**
 * Gives what belonged to one user to another: every record that refers to the one. For when somebody who was anonymous
 * signs in; without it their records would go with the account nobody needs any more.
 */
export async function moveRecords(site: MoveSite, from: string, to: string): Promise<void> {
  if (from === to) return
  const { registry, resource, store } = site
  const idOf = (id: string): string | number => (resource.key === 'integer' ? Number(id) : id)
  await store.transaction(async () => {
    const db = await store.writer()
    for (const { resource: other } of registry.entities) {
      for (const relation of Object.values(other.relations ?? {})) {
        if (relation.kind !== 'one' || relation.target !== resource.name) continue
        const column = identifier(other.columns.column(relation.key).name ?? relation.key)
        await db.run(sql`
          update ${identifier(other.table)} set ${column} = ${idOf(to)} where ${column} = ${idOf(from)}
        `)
      }
    }
  })
}
