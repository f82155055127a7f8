import type { EntityIR, FieldIR } from '@cambium/model/ir'

/** What a name after a dot leads to: a value, one related record, or many. */
export type Member = FieldMember | OneMember | ManyMember

export interface FieldMember {
  kind: 'field'
  name: string
  field: FieldIR
}

/** A relation that leads to at most one record. */
export interface OneMember {
  kind: 'one'
  name: string
  target: EntityIR
  /** True when there may be no record: the key may be null, or lead to one that is not seen. */
  nullable: boolean
  /** True when the key may lead to a record that is not seen: deleted softly, or of another tenant. */
  mayBeUnseen: boolean
  /** The side that holds the key: `here` is the row the relation starts from. */
  side: 'here' | 'there'
  /** The field that holds the key. */
  key: FieldIR
}

/** A relation that leads to any number of records. */
export interface ManyMember {
  kind: 'many'
  name: string
  target: EntityIR
  through: KeyThrough | LinkThrough
}

/** The related records hold the key. */
export interface KeyThrough {
  kind: 'key'
  key: FieldIR
}

/** A linking table holds both keys. */
export interface LinkThrough {
  kind: 'link'
  table: string
  /** Column of the row the relation starts from. */
  near: string
  /** Column of the related record. */
  far: string
  /** The linking table is an entity of its own: it may link two records more than once, and be deleted softly. */
  entity: EntityIR | null
}
