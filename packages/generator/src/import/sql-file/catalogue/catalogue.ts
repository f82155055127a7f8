import type { RangeVar } from 'libpg-query'
import { newTable, type SourceTable, type SourceType, type TableName } from '../../source/index.ts'
import { createTypeTable, type TypeTable } from '../types/index.ts'
import { createLeftList, type LeftList } from './left-list.ts'

/** How a column counts. */
export interface Counter {
  start: number
  step: number
}

/** A table as far as the statements until here made it. */
export interface TableDraft {
  table: SourceTable
  /** The types of PostgreSQL underneath its columns, which say how values are written. */
  bases: Map<string, string>
  /** The types that values are read as, where the column comes as another. */
  readAs: Map<string, SourceType>
  /** Where the numbers of its counters begin and how far apart they are, where not at 1. */
  counters: Map<string, Counter>
  /** The table whose part it is: its rows are that one's. */
  partitionOf: TableDraft | null
  isPartitioned: boolean
  /** Tables it inherits from. */
  parents: string[]
}

/** What the statements of a file have made so far. */
export interface Catalogue {
  /** Schemas that names without one are looked for in; tables are made in the first. */
  searchPath: string[]
  tables: Map<string, TableDraft>
  types: TypeTable
  /** Sequences that no column owns and no default asks so far. */
  sequences: Map<string, TableName>
  /** How each sequence counts, by its name. */
  counters: Map<string, Counter>
  /** Names of tables that end with the session. */
  temporary: Set<string>
  /** Names of sequences that defaults ask. */
  asked: Set<string>
  /** The bodies of functions that triggers call. */
  functions: Map<string, string>
  left: LeftList
}

/** A file of which nothing was read. */
export function createCatalogue(): Catalogue {
  const catalogue: Catalogue = {
    searchPath: ['public'],
    tables: new Map(),
    types: createTypeTable(() => catalogue.searchPath),
    sequences: new Map(),
    counters: new Map(),
    temporary: new Set(),
    asked: new Set(),
    functions: new Map(),
    left: createLeftList(),
  }
  return catalogue
}

/** The key of a name. */
export function keyOf(schema: string, name: string): string {
  return `${schema}\0${name}`
}

/** Where a name without a schema is made. */
export function schemaOf(catalogue: Catalogue, schema: string | undefined): string {
  return schema ?? catalogue.searchPath[0] ?? 'public'
}

/** A table by the name in a statement. */
export function findTable(
  catalogue: Catalogue,
  name: Pick<RangeVar, 'schemaname' | 'relname'> | undefined,
): TableDraft | undefined {
  const schemas = name?.schemaname === undefined ? catalogue.searchPath : [name.schemaname]
  for (const schema of schemas) {
    const found = catalogue.tables.get(keyOf(schema, name?.relname ?? ''))
    if (found !== undefined) return found
  }
  return undefined
}

/** Adds a table without anything in it, unless there is one. */
export function addTable(
  catalogue: Catalogue,
  name: RangeVar | undefined,
  kind: SourceTable['kind'],
): TableDraft {
  const schema = schemaOf(catalogue, name?.schemaname)
  const own = name?.relname ?? ''
  const draft: TableDraft = {
    table: newTable(own, { schema, kind }),
    bases: new Map(),
    readAs: new Map(),
    counters: new Map(),
    partitionOf: null,
    isPartitioned: false,
    parents: [],
  }
  catalogue.tables.set(keyOf(schema, own), draft)
  return draft
}
