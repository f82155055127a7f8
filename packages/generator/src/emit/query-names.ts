import type { EntityIR } from '@cambium/model'

/** The functions of one entity, the same names for its queries and its operations. */
export interface QueryNames {
  list: string
  count: string
  find: string
  get: string
  create: string
  insert: string
  update: string
  delete: string
  upsert: string
}

/** `listTasks`, `getTask`, `createTask` ... */
export function queryNames({ name, names }: EntityIR): QueryNames {
  return {
    list: `list${names.pascalPlural}`,
    count: `count${names.pascalPlural}`,
    find: `find${name}`,
    get: `get${name}`,
    create: `create${name}`,
    insert: `insert${name}`,
    update: `update${name}`,
    delete: `delete${name}`,
    upsert: `upsert${name}`,
  }
}

/** The name of the operation that counts and adds up records: `aggregateTasks`. */
export function aggregateId({ names }: EntityIR): string {
  return `aggregate${names.pascalPlural}`
}

/** The names of the operations on many records: `createManyTasks`, `updateMatchingTasks`, `deleteMatchingTasks`. */
export function manyIds({ names }: EntityIR): { create: string; update: string; delete: string } {
  return {
    create: `createMany${names.pascalPlural}`,
    update: `updateMatching${names.pascalPlural}`,
    delete: `deleteMatching${names.pascalPlural}`,
  }
}

/** The field an upsert names a record by; null for an entity without one. */
export function upsertField({ rest, operations }: EntityIR): string | null {
  const needed = ['create', 'update'] as const
  return needed.every((operation) => operations.includes(operation)) ? (rest?.upsert ?? null) : null
}
