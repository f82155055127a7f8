import { type CommonOptions, defineField, type FieldDefinition } from './field-definition.ts'
import type { EntityName } from './registered.ts'

/** Options of a relation to one record. */
export interface OneOptions extends Omit<CommonOptions, 'encrypted'> {
  /** Name of the other end, on the target. */
  inverse?: string
  /** What happens when the target is deleted: `restrict` when required, else `setNull`, unless given. */
  onDelete?: 'cascade' | 'restrict' | 'setNull' | 'noAction'
  /**
   * The fields of this entity that together hold the key of the target, in its order, where that is made of several. The
   * relation is written through them.
   */
  fields?: readonly string[]
  /** The signed-in user, for relations to `User`. */
  default?: 'currentUser'
}

/** Options of a relation to many records, each of which has many as well. */
export interface ManyToManyOptions {
  doc?: string
  label?: string
  /** One at least must be given. */
  required?: boolean
  readOnly?: boolean
  /** Name of the other end, on the target. */
  inverse?: string
  /** The entity that links the two, when the link has fields of its own. */
  through?: string
  /** Keep the order in which they were given. */
  ordered?: boolean
  /** The table that links the two, where others made it. */
  table?: string
  /** Its columns: the one that holds the id of this entity, and that of the target. */
  columns?: readonly [string, string]
  was?: string
  deprecated?: string
  api?: CommonOptions['api']
  ui?: CommonOptions['ui']
}

/** A relation to one record. Called `product` it stores `productId`. */
export function one(target: EntityName, options?: OneOptions): FieldDefinition<string> {
  return defineField('one', options, { target })
}

/** A relation to many records, kept in a table of its own. */
export function manyToMany(
  target: EntityName,
  options?: ManyToManyOptions,
): FieldDefinition<string[]> {
  return defineField('manyToMany', options, { target })
}
