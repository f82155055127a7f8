import type { EntityNames, ValueType } from '../ir/index.ts'
import type { JsonObject } from './source-model.ts'

/** A field whose shape is right; what it refers to is not known yet. */
export interface FieldDraft {
  /** The name as written: `assignee`, not `assigneeId`. */
  name: string
  /** The builder that made it: a kind, `one` or `manyToMany`. */
  kind: string
  path: string[]
  /** Only those of the right type. */
  options: JsonObject
  doc: string | null
  /** The choices of a `choice`. */
  values: string[]
  /** The target of a relation. */
  target: string
  /** The element of a `list`, the type of a `computed` field. */
  element: FieldDraft | null
  /** The text of the formula of a `computed` field. */
  formula: string | null
}

/** An entity whose shape is right. */
export interface EntityDraft {
  name: string
  names: EntityNames
  table: string
  file: string
  folder: string
  doc: string | null
  options: JsonObject
  fields: FieldDraft[]
  /** Whose records these are, in a project with tenants; `null` for an entity that all of them share. */
  tenant: { entity: string; value: ValueType } | null
}
