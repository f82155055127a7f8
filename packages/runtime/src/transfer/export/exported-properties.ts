import type { AccountsDefinition } from '../../accounts/index.ts'
import {
  type Column,
  type Columns,
  columns,
  computed,
  identifier,
  sql,
} from '../../database/index.ts'
import type { EntityShape } from '../shape/index.ts'
import type { Row } from './read-rows.ts'

/** Which properties of an entity an export holds. */
export interface ExportedProperties {
  readonly shape: EntityShape
  readonly properties: readonly string[]
  readonly leftOut: readonly string[]
  /** What is selected for them. */
  readonly columns: Columns<Row>
}

export interface PropertiesOptions {
  /** What is hidden, write-only or encrypted comes too, in the clear. */
  readonly withSecrets: boolean
  /** Encrypted values come as they are stored, whoever may read them. */
  readonly asStored: boolean
  readonly withAccounts: boolean
  readonly accounts: AccountsDefinition | undefined
}

/** Chooses what of an entity is exported. */
export function exportedProperties(
  shape: EntityShape,
  options: PropertiesOptions,
): ExportedProperties {
  const { withSecrets, asStored } = options
  const { resource, stored } = shape
  const isEncrypted = (property: string): boolean =>
    resource.columns.typeOf(property) === 'encrypted'
  const isSecret = (property: string): boolean => {
    if (withSecrets || isKept(shape, property, options)) return false
    const field = resource.fields[property]
    if (field?.hidden || field?.writeOnly) return true
    return isEncrypted(property) && !asStored
  }
  const properties = stored.filter((property) => !isSecret(property))
  const spec = properties.map((property) => {
    const column = resource.columns.column(property)
    const isText = asStored && isEncrypted(property)
    return [property, isText ? storedText(resource.table, column) : column] as const
  })
  return {
    shape,
    properties,
    leftOut: stored.filter(isSecret),
    columns: columns<Row>(resource.table, Object.fromEntries(spec), resource.columns),
  }
}

/** In words of its own: a statement is known by its text, and one that decrypts has the column in it as it is. */
function storedText(table: string, { name }: Column): Column {
  return computed('string', sql`cast(${identifier(table)}.${identifier(name ?? '')} as text)`)
}

/** Hidden from callers and no secret: when a record was deleted, and how an account stands. */
function isKept(
  { resource }: EntityShape,
  property: string,
  { accounts, withAccounts }: PropertiesOptions,
): boolean {
  if (property === 'deletedAt' && resource.softDelete) return true
  if (accounts?.entity !== resource.name) return false
  if (property === 'twoFactorEnabled') return withAccounts
  return property === accounts.blocked || property === 'emailVerified'
}
