import type { FieldKind, ValueType } from '@cambium/model/ir'

/** A column that a CHECK may speak of, and the field it becomes. */
export interface CheckColumn {
  /** Its name in the SQL. */
  name: string
  /** How arrows write it: `dueAt`, and `assigneeId` of a relation. */
  field: string
  /** What it becomes, before its CHECK is taken into account. */
  kind: FieldKind
  nullable: boolean
  /** The values of a choice. */
  values?: readonly string[]
  /** Digits after the point, of a decimal or money. */
  scale?: number
  /** What a reference or a key holds, where it is not text. */
  value?: ValueType
}

/** One of the things that together say what a CHECK says. Each lets null pass but `required`. */
export type CheckPart =
  /** The column is one of the values. */
  | { kind: 'choice'; column: string; values: string[] }
  /** In the form of the field's options; of texts `min` and `max` are lengths. */
  | {
      kind: 'limits'
      column: string
      min?: number | string
      max?: number | string
      pattern?: string
    }
  /** The column is not null. */
  | { kind: 'required'; column: string }
  /** A check of the model: `(row) => row.startsAt < row.endsAt`. */
  | { kind: 'arrow'; arrow: string }

/** A formula of the model. */
export interface ReadExpression {
  /** `(row) => row.first + ' ' + row.last` */
  arrow: string
  value: ValueType
  nullable: boolean
}
