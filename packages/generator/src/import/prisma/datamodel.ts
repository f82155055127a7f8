/** The document that Prisma's parser makes of a schema, as far as it is used here. */
export interface Datamodel {
  models: DatamodelModel[]
  enums: DatamodelEnum[]
  /** MongoDB's composite types. */
  types: DatamodelModel[]
  indexes: DatamodelIndex[]
}

/** A model or a view: the document does not tell them apart. */
export interface DatamodelModel {
  name: string
  dbName: string | null
  schema: string | null
  documentation?: string
  fields: DatamodelField[]
}

export interface DatamodelField {
  name: string
  dbName?: string
  kind: 'scalar' | 'enum' | 'object' | 'unsupported'
  /** A scalar, or the name of an enum, a model or a composite type. */
  type: string
  isList: boolean
  isRequired: boolean
  isUpdatedAt?: boolean
  documentation?: string
  /** `["VarChar", ["50"]]` */
  nativeType?: [string, string[]] | null
  default?: DatamodelDefault
  relationName?: string
  relationFromFields?: string[]
  relationToFields?: string[]
  /** Absent where the schema does not say. */
  relationOnDelete?: string
}

export type DatamodelLiteral = string | number | boolean

export type DatamodelDefault =
  | DatamodelLiteral
  | DatamodelLiteral[]
  | { name: string; args: (string | number)[] }

export interface DatamodelEnum {
  name: string
  dbName: string | null
  values: { name: string; dbName: string | null }[]
}

export interface DatamodelIndex {
  model: string
  type: 'id' | 'unique' | 'normal' | 'fulltext'
  dbName?: string
  /** `BTree`, `Gin`, ... */
  algorithm?: string
  /** Names of fields; of one inside a composite type `address.zip`. */
  fields: { name: string; sortOrder?: 'asc' | 'desc'; operatorClass?: string }[]
}
