import type { JsonValue } from '@cambium/model'
import type {
  LeftBehind,
  SourceColumn,
  SourceKind,
  SourceRule,
  TableName,
} from '../source/index.ts'

/** What becomes of a foreign schema: entities as a person would write them, and everything that person should know. */
export interface ImportDesign {
  kind: SourceKind
  /** What it was read from, for sentences. */
  label: string
  dialect: 'postgres' | 'sqlite' | null
  /** Whether the database stays as it is. */
  adopted: boolean
  /** By the order of the source. */
  entities: EntityDesign[]
  /** Roles that rules speak of. */
  roles: string[]
  renamings: Renaming[]
  left: LeftBehind[]
  notes: Note[]
}

/** Something that is called otherwise than in the source. What only changes its letters (`due_at`, `dueAt`) is none. */
export interface Renaming {
  what: 'entity' | 'field' | 'relation'
  /** Where it stands in the source: `film.constructor`. */
  from: string
  /** What it is called: `Film.constructorField`. */
  to: string
  reason: string
}

/** Something that comes, but in another form than a person may expect. */
export interface Note {
  /** Sentences of one topic stand together. */
  topic:
    | 'keys'
    | 'hidden'
    | 'types'
    | 'defaults'
    | 'relations'
    | 'indexes'
    | 'checks'
    | 'accounts'
    | 'access'
    | 'names'
  /** Where it stands: `Film.specialFeatures`. */
  what: string
  text: string
}

/** One entity and the table its rows come from. */
export interface EntityDesign {
  name: string
  /** Its model file, from the project's root: `src/films/film.model.ts`. */
  file: string
  /** Physical name of its table in this import: that of the source when adopted, else what the model makes of the name. */
  table: string
  /** The project has an entity of that name: its model file stays as it is, and rows go into it. */
  exists: boolean
  source: TableName
  kind: 'table' | 'view'
  doc: string | null
  key: KeyDesign
  /** Fields and relations to one, in the order of the source. */
  fields: FieldDesign[]
  /** Many-to-many relations that are declared here. */
  links: LinkDesign[]
  /** As the model writes them: names of fields, `-` before one that is sorted downwards. */
  indexes: { kind: 'index' | 'unique'; fields: string[] }[]
  /** Which of the two times the source keeps as Cambium does; `null` for one that it does not. */
  timestamps: { createdAt: SourceColumn | null; updatedAt: SourceColumn | null }
  /** The types of their columns, where an adopted database needs them (`stored`). */
  timesStored?: { createdAt: string | null; updatedAt: string | null }
  /** What must be true of a record: the sentence, and the arrow as text. */
  checks: { message: string; arrow: string }[]
  /** `null`: nobody but the role `admin`. */
  access: AccessDesign | null
  /** Its records sign in, known by this field. */
  accounts: { email: string } | null
  /** What goes into records beside the fields: the key, the times, what accounts keep. */
  extras: { column: string; property: string; carry: Carry }[]
}

/** Rules as the source states them; columns are fields of the entity, `id` of the accounts themselves. */
export interface AccessDesign {
  read: SourceRule[]
  create: SourceRule[]
  update: SourceRule[]
  delete: SourceRule[]
}

/** How the ids of an entity are made. */
export type KeyDesign =
  | {
      kind: 'uuid7' | 'serial' | 'nanoid' | 'text' | 'int' | 'uuid'
      /** Where ids come from; `null`: the source has none, and each row gets a new one. */
      column: SourceColumn | null
      /** Characters of a text. */
      max: number | null
      /** The type of the column where an adopted database needs it (`stored`). */
      stored: string | null
    }
  /** Names of fields, relations as they are written. */
  | { kind: 'fields'; fields: string[] }

/** A field as the model writes it, and where its values come from. */
export interface FieldDesign {
  /** As it is written in `fields`. */
  name: string
  /** The name of its value in records: `customerId` for the relation `customer`. */
  property: string
  kind: FieldKindDesign
  /** In the form of the model: `{ required: true, max: 50 }`. */
  options: { [option: string]: JsonValue }
  /** Choices. */
  values: string[]
  /** The entity a relation points to. */
  target: string | null
  /** What a list holds. */
  element: {
    kind: FieldKindDesign
    options: { [option: string]: JsonValue }
    values: string[]
  } | null
  /** The formula of a computed field, as the text of an arrow, and the kind of its values. */
  formula: { arrow: string; kind: FieldKindDesign; options: { [option: string]: JsonValue } } | null
  doc: string | null
  /** Columns its values come from: one, or none for a formula and for a relation over fields (`options.fields`). */
  column: SourceColumn | null
  /** What the values of the column become. */
  carry: Carry
}

export type FieldKindDesign =
  | 'text'
  | 'email'
  | 'url'
  | 'int'
  | 'float'
  | 'decimal'
  | 'bigint'
  | 'bool'
  | 'date'
  | 'datetime'
  | 'time'
  | 'duration'
  | 'uuid'
  | 'json'
  | 'list'
  | 'choice'
  | 'point'
  | 'file'
  | 'computed'
  | 'one'

/** What is done to a value on its way into a record; `null` stays `null`. */
export type Carry =
  /** Nothing. */
  | 'same'
  /** A number becomes its digits. */
  | 'digits'
  /** Digits become a number. */
  | 'number'
  /** Anything but a text becomes its JSON. */
  | 'text'
  /** Upper case becomes lower case, as UUIDs are written. */
  | 'lower'
  /** Blanks at the end go, which mean nothing there. */
  | 'trimEnd'
  /** No value of a record: the column is worked out. */
  | 'none'

/** A many-to-many relation. */
export interface LinkDesign {
  name: string
  target: string
  inverse: string | null
  doc: string | null
  /** The entity that keeps the pairs; its rows are the links, and nothing else is carried. */
  through: string | null
  /** Where the pairs come from, when the relation has a table of its own. */
  pairs: {
    table: TableName
    sourceColumn: string
    targetColumn: string
    positionColumn: string | null
  } | null
  /** Keeps the order of its links. */
  ordered: boolean
}
