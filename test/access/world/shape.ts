/** What an entry of an access list lets its subject do. */
export type Right = 'read' | 'write'

/** A rule as a random model has it; arrows as their text. */
export type RuleShape =
  | { readonly type: 'public' | 'signedIn' | 'none' }
  | { readonly type: 'role'; readonly roles: readonly string[] }
  | { readonly type: 'owner'; readonly relation: string; readonly key: string }
  | { readonly type: 'acl'; readonly right: Right }
  | { readonly type: 'only'; readonly names: readonly string[] }
  | { readonly type: 'arrow'; readonly text: string }
  | { readonly type: 'any' | 'all'; readonly rules: readonly RuleShape[] }

/** What stands in the rules of a field. */
export interface FieldRuleShape {
  readonly read?: RuleShape
  readonly write?: RuleShape
}

export interface FieldShape {
  readonly name: string
  readonly kind: 'text' | 'int' | 'bool' | 'choice' | 'point'
  readonly nullable: boolean
  readonly choices?: readonly string[]
  /** Where each of the choices may go; a record starts with the first. */
  readonly transitions?: { readonly [from: string]: readonly string[] }
  readonly unique?: boolean
  /** Never leaves the server. */
  readonly hidden?: boolean
  readonly searched?: boolean
  /** Stored so that no statement can look into it. */
  readonly encrypted?: boolean
  readonly rules?: FieldRuleShape
}

export interface ReferenceShape {
  readonly relation: string
  /** The field that holds the id: `projectId`. */
  readonly key: string
  readonly target: string
  readonly inverse: string
  readonly nullable: boolean
  readonly hidden?: boolean
  readonly onDelete: 'cascade' | 'setNull' | 'restrict'
  /** It says whose the row is: set by the server alone, and no relation of the tenant. */
  readonly isTenant?: boolean
  readonly rules?: FieldRuleShape
}

export interface LinkShape {
  readonly relation: string
  /** The ids in a body: `tagIds`. */
  readonly input: string
  readonly target: string
  readonly inverse: string
  /** The entity that links the two, with its keys of this side and the other; absent for a plain table. */
  readonly through?: { readonly entity: string; readonly near: string; readonly far: string }
}

export interface AccessShape {
  readonly read: RuleShape | null
  readonly create: RuleShape | null
  readonly update: RuleShape | null
  readonly delete: RuleShape | null
  /** Who may see and change the access list of a record; without one there is no such address. */
  readonly share?: RuleShape
}

export interface EntityShape {
  readonly name: string
  readonly path: string
  readonly fields: readonly FieldShape[]
  readonly references: readonly ReferenceShape[]
  readonly links: readonly LinkShape[]
  readonly softDelete: boolean
  readonly versioned: boolean
  readonly history: boolean
  /** Whose the rows are: a tenant's, the tenant itself, or everybody's. */
  readonly tenancy: 'row' | 'self' | 'none'
  /** The field that PUT names a record by. */
  readonly upsert: string
  /** What must be true of every record that is written, as arrows. */
  readonly checks: readonly string[]
  readonly access: AccessShape
}

/** A model as plain data: all that the oracle knows of it. */
export interface Shape {
  readonly entities: readonly EntityShape[]
  readonly hasTenants: boolean
  /** The roles that come with each role. */
  readonly roles: { readonly [role: string]: readonly string[] }
}

/** A place on the earth. */
export interface Place {
  readonly lat: number
  readonly lng: number
}

/** What a row holds of a field. */
export type Value = string | number | boolean | Place | null
/** A row by field names: its id, its own fields, its keys. */
export interface Row {
  readonly [field: string]: Value
}

/** Pairs of a linking table: this side's id and the other's. */
export type Link = readonly [near: string, far: string]

/** Everything that is in the tables. */
export interface Rows {
  readonly tables: { readonly [entity: string]: readonly Row[] }
  /** By entity and relation: `Task.tags`. */
  readonly links: { readonly [relation: string]: readonly Link[] }
  readonly grants: readonly Grant[]
  readonly events: readonly HistoryEvent[]
}

/** Who an entry of an access list is for, as requests and answers say it. */
export type Subject =
  | { readonly user: string }
  | { readonly role: string }
  | { readonly everyone: true }

/** An entry of the access list of a record. */
export interface Grant {
  readonly entity: string
  readonly id: string
  readonly subject: Subject
  readonly right: Right
}

/** Something that was done to a record. */
export interface HistoryEvent {
  readonly entity: string
  readonly record: string
  readonly id: string
  readonly operation: 'create' | 'update'
  readonly version: number | null
  readonly actor: string | null
  readonly at: string
  readonly changes: Row
}

/** Who asks; an id of null is nobody. */
export interface Asker {
  readonly id: string | null
  readonly roles: readonly string[]
  /** The tenant the call is for; null for none. */
  readonly tenant: string | null
}
