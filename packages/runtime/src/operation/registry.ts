import type { EntityHooks } from '../hooks/index.ts'
import type { AnyRecord } from './list-query.ts'
import type {
  CreateOperation,
  DeleteOperation,
  GetOperation,
  ListOperation,
  UpdateOperation,
} from './operation-types.ts'
import type { Resource } from './resource.ts'

/** One entity of the application with its operations, as `app.gen.ts` lists it. */
export interface RegisteredResource {
  readonly resource: Resource
  readonly list: ListOperation<AnyRecord>
  readonly get: GetOperation<AnyRecord>
  readonly create: CreateOperation<AnyRecord, AnyRecord>
  readonly update: UpdateOperation<AnyRecord, AnyRecord>
  readonly delete: DeleteOperation<AnyRecord>
}

/** An entity with its operations and their exact types. */
export interface EntityOperations<Record extends object, Create, Update> {
  readonly resource: Resource<Record>
  readonly list: ListOperation<Record>
  readonly get: GetOperation<Record>
  readonly create: CreateOperation<Record, Create>
  readonly update: UpdateOperation<Record, Update>
  readonly delete: DeleteOperation<Record>
}

/** Lets one entity stand in a list with all others: what is done by name knows no exact types. */
export function register<Record extends object, Create, Update>(
  entity: EntityOperations<Record, Create, Update>,
): RegisteredResource {
  return entity as unknown as RegisteredResource
}

/** Every entity by name, and the hooks that stand around all of them. */
export interface Registry {
  get(entity: string): RegisteredResource
  readonly entities: readonly RegisteredResource[]
  readonly everyHooks: EntityHooks<AnyRecord, AnyRecord, AnyRecord> | undefined
}

/** Builds the registry; `entities` in model order. An entity that nobody registered is a bug and throws. */
export function createRegistry(options: {
  entities: readonly RegisteredResource[]
  everyHooks?: EntityHooks<AnyRecord, AnyRecord, AnyRecord> | undefined
}): Registry {
  const byName = new Map(options.entities.map((entry) => [entry.resource.name, entry]))
  return {
    entities: options.entities,
    everyHooks: options.everyHooks,
    get(entity) {
      const found = byName.get(entity)
      if (!found) throw new Error(`The application has no entity "${entity}"`)
      return found
    },
  }
}
