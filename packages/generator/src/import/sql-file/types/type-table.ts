import type { ColumnDef, TypeName } from 'libpg-query'

/** A type that the file makes. */
export type NamedType =
  | { kind: 'enum'; schema: string; name: string; values: string[] }
  | {
      kind: 'domain'
      schema: string
      name: string
      type: TypeName
      required: boolean
      /** The SQL of its default. */
      preset: string | null
      checks: { name: string | null; sql: string }[]
    }
  /** A type of several columns, which has no place in a model; but tables can be of it. */
  | { kind: 'composite'; schema: string; name: string; columns: ColumnDef[] }
  /** A range, a base type: what has no place in a model. */
  | { kind: 'range' | 'other'; schema: string; name: string }

/** The types of a file by their names. */
export interface TypeTable {
  add(type: NamedType): void
  /** Looks along the search path where no schema is named. */
  find(schema: string | null, name: string): NamedType | undefined
  remove(type: NamedType): void
}

/** Starts empty; `searchPath` is asked at each look. */
export function createTypeTable(searchPath: () => readonly string[]): TypeTable {
  const types = new Map<string, NamedType>()
  const key = (schema: string, name: string): string => `${schema}\0${name}`
  return {
    add(type) {
      types.set(key(type.schema, type.name), type)
    },
    find(schema, name) {
      const schemas = schema === null ? searchPath() : [schema]
      return schemas.map((one) => types.get(key(one, name))).find((type) => type !== undefined)
    },
    remove(type) {
      types.delete(key(type.schema, type.name))
    },
  }
}
