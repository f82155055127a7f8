import type { JsonValue } from '@cambium/model'
import type { SourceColumn, SourceDefault, SourceForeignKey, SourceTable } from '../source/index.ts'
import { columnType } from './column-type.ts'
import type { ExportedEntity, ExportedProperty, Manifest } from './manifest.ts'

/** An entity of an export as a table. */
export function describeEntity(manifest: Manifest, entity: ExportedEntity): SourceTable {
  const links = manifest.links.filter(({ source }) => source === entity.name)
  return {
    schema: null,
    name: entity.name,
    kind: 'table',
    entity: entity.name,
    doc: null,
    columns: entity.properties.map((property) => describeColumn(entity, property)),
    primaryKey: entity.key,
    uniques: [],
    foreignKeys: entity.properties.flatMap((property) => referenceOf(manifest, property)),
    links: links.map(({ name, target }) => ({
      relation: name.slice(entity.name.length + 1),
      target: { schema: null, name: target },
      inverse: null,
      through: { schema: null, name },
      sourceColumn: 'source',
      targetColumn: 'target',
    })),
    checks: [],
    indexes: [],
    access: null,
    definition: null,
  }
}

function describeColumn(entity: ExportedEntity, property: ExportedProperty): SourceColumn {
  const { name, schema, required } = property
  return {
    name,
    field: name,
    type: columnType(property),
    native: property.type,
    nullable: !required,
    default: defaultOf(entity, property),
    generated: null,
    doc: schema.description ?? null,
    isUpdateTime: property.isSystem && name === 'updatedAt',
    hidden: schema.hidden === true && name !== 'deletedAt',
    options: optionsOf(property),
  }
}

function defaultOf(
  { key, keyKind, brought }: ExportedEntity,
  { name, type, isSystem }: ExportedProperty,
): SourceDefault | null {
  if (isSystem && type === 'instant' && name !== 'deletedAt') return { kind: 'now' }
  if (key.length !== 1 || key[0] !== name || name !== 'id' || brought) return null
  if (keyKind === 'integer') return { kind: 'counter' }
  return { kind: keyKind === 'nanoid' ? 'shortId' : 'uuid' }
}

const marks = ['writeOnly', 'readOnly', 'writeOnce', 'pii'] as const

/** What the model says of a field beside its type, as far as an export tells. */
function optionsOf({ type, schema, isSystem }: ExportedProperty): { [option: string]: JsonValue } {
  if (isSystem) return {}
  const options: { [option: string]: JsonValue } = {}
  for (const mark of marks) if (schema[mark]) options[mark] = true
  if (type === 'encrypted') options.encrypted = true
  const isText = type === 'string' && schema.enum === undefined && schema.format === undefined
  if (isText && schema.minLength !== undefined) options.min = schema.minLength
  if (type === 'integer' && schema.minimum !== undefined) options.min = schema.minimum
  if (type === 'integer' && schema.maximum !== undefined) options.max = schema.maximum
  return options
}

function referenceOf(
  { entities }: Manifest,
  { name, target, required }: ExportedProperty,
): SourceForeignKey[] {
  const of = entities.find((entity) => entity.name === target)
  const [key, more] = of?.key ?? []
  if (of === undefined || key === undefined || more !== undefined) return []
  return [
    {
      name: null,
      columns: [name],
      target: { schema: null, name: of.name },
      targetColumns: [key],
      onDelete: required ? 'restrict' : 'setNull',
      relation: name.endsWith('Id') && name.length > 2 ? name.slice(0, -2) : null,
      inverse: null,
    },
  ]
}
