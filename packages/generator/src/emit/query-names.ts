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
  }
}

/** The name of the operation that counts and adds up records: `aggregateTasks`. */
export function aggregateId({ names }: EntityIR): string {
  return `aggregate${names.pascalPlural}`
}
