import { isNotFound } from '../errors/index.ts'
import type { Db, Repository, System } from '../hooks/index.ts'
import { aggregate } from './aggregate/index.ts'
import type { Context } from './context.ts'
import { countMatching } from './count-matching.ts'
import type { AnyRecord } from './list-query.ts'
import type { RecordId } from './operation-types.ts'
import type { RegisteredResource } from './registry.ts'

type AnyRepository = Repository<AnyRecord, AnyRecord, AnyRecord>

/**
 * The entities as hooks, seeds and functions use them, bound to one context: its transaction, its caller, and access
 * rules unless it is unrestricted.
 */
export function createRepositories(context: Context): { db: Db; system: System } {
  // Most hooks touch no other entity: what they do not ask for is not made.
  let made: Map<string, AnyRepository> | undefined
  const crossTenant = (tenant?: RecordId): System =>
    createRepositories(across(context, tenant)).system
  const byName = new Proxy(Object.create(null), {
    get(_target, entity) {
      if (typeof entity !== 'string') return undefined
      if (entity === 'crossTenant' && context.unrestricted) return crossTenant
      made ??= new Map()
      let repository = made.get(entity)
      if (!repository) {
        repository = createRepository(context, context.services.registry.get(entity))
        made.set(entity, repository)
      }
      return repository
    },
  })
  return { db: byName, system: byName }
}

/** The same call for every tenant, or for one that is not the caller's. */
function across(context: Context, tenant: RecordId | undefined): Context {
  if (tenant === undefined) return { ...context, isCrossTenant: true }
  return { ...context, tenant: String(tenant), isCrossTenant: false }
}

function createRepository(context: Context, entry: RegisteredResource): AnyRepository {
  return {
    async get(id, options) {
      try {
        return await entry.get(context, id, options)
      } catch (error) {
        if (isNotFound(error)) return undefined
        throw error
      }
    },
    list: async (query) => (await entry.list(context, query)).data,
    find: async (where) => (await entry.list(context, { where, limit: 1 })).data[0],
    count: (where) => countMatching(context, entry.resource, where ?? {}),
    aggregate: (query) => aggregate(context, entry.resource, query),
    async sum(field, where = {}) {
      const [all] = await aggregate(context, entry.resource, { sum: [field], where })
      return all?.sum?.[field] ?? 0
    },
    create: (input) => entry.create(context, input),
    update: (id, changes) => entry.update(context, id, changes),
    delete: (id) => entry.delete(context, id),
  }
}
