import type { OptionTable } from './option-shape.ts'
import {
  anyText,
  anything,
  array,
  either,
  flag,
  listOf,
  object,
  oneOf,
  positiveCount,
  timeSpan,
  words,
} from './option-shape.ts'

const keyKind = oneOf('uuid7', 'serial', 'nanoid', 'text', 'int', 'uuid')

/** The options of `entity()`. */
export const entityOptions: OptionTable = {
  doc: anyText,
  table: words,
  was: words,
  id: either(keyKind, listOf(words), object),
  fields: object,
  indexes: array,
  timestamps: either(flag, object),
  softDelete: flag,
  versioned: flag,
  history: either(flag, object),
  tenant: flag,
  adopted: flag,
  view: flag,
  partition: object,
  cache: object,
  list: object,
  api: object,
  events: either(flag, listOf(words), object),
  title: words,
  auth: object,
  access: object,
  fieldAccess: object,
  check: object,
}

/** The options of a key of one column. */
export const keyOptions: OptionTable = {
  kind: keyKind,
  column: words,
  max: positiveCount,
  stored: words,
}

/** The options of `timestamps`: a column each, and its type in an adopted table. */
export const timestampsOptions: OptionTable = {
  createdAt: either(words, object),
  updatedAt: either(words, object),
}

/** The options of a column of `timestamps`. */
export const timeColumnOptions: OptionTable = { column: words, stored: words }

/** The options of `history`. */
export const historyOptions: OptionTable = { keep: timeSpan('d') }

/** The options of `list`. */
export const listOptions: OptionTable = {
  sort: either(words, listOf(words)),
  pageSize: positiveCount,
  maxPageSize: positiveCount,
  count: oneOf('exact', 'estimate', 'none'),
}

/** The options of `api`. */
export const apiOptions: OptionTable = {
  rest: either(flag, words),
  graphql: either(flag, words),
  grpc: either(flag, words),
  realtime: flag,
  operations: listOf(oneOf('list', 'get', 'create', 'update', 'delete')),
  upsert: words,
}

/** The options of `partition`. */
export const partitionOptions: OptionTable = {
  by: words,
  every: oneOf('day', 'week', 'month', 'year'),
  keep: timeSpan('dmy'),
}

/** The options of `cache`. */
export const cacheOptions: OptionTable = { ttl: timeSpan('smh'), scope: oneOf('public', 'user') }

/** The options of `auth`. */
export const authOptions: OptionTable = {
  identifiers: listOf(words),
  methods: listOf(words),
  signUp: flag,
  blocked: words,
}

/** The rules of `access`. */
export const accessOptions: OptionTable = {
  read: anything,
  create: anything,
  update: anything,
  delete: anything,
  share: anything,
}

/** The rules of one field. */
export const fieldAccessOptions: OptionTable = { read: anything, write: anything }
