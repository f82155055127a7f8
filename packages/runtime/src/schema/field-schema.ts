/** The limits of one field: JSON Schema, with what Cambium adds. One line of a generated `x.schema.gen.ts`. */
export interface FieldSchema {
  readonly type?: string | readonly string[]
  readonly description?: string
  readonly format?: string
  readonly enum?: readonly (string | number | boolean | null)[]
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly multipleOf?: number
  readonly pattern?: string
  readonly items?: FieldSchema
  readonly minItems?: number
  readonly maxItems?: number
  readonly uniqueItems?: boolean
  readonly properties?: FieldSchemas
  readonly required?: readonly string[]
  readonly additionalProperties?: boolean
  /** Set by hooks and the server only. */
  readonly readOnly?: boolean
  /** Accepted, never returned. */
  readonly writeOnly?: boolean
  /** Neither accepted nor returned; hooks see it. */
  readonly hidden?: boolean
  /** Accepted on create only. */
  readonly writeOnce?: boolean
  /** Tells of a person: kept out of the log. */
  readonly pii?: boolean
  /** Applied to the text before it is checked. */
  readonly normalise?: readonly ('trim' | 'lower')[]
}

export interface FieldSchemas {
  readonly [field: string]: FieldSchema
}
