import type { ExportedEntity, ExportedFile, ExportedLinks } from '../folder/index.ts'
import type { LinkShape } from '../shape/index.ts'
import type { ExportedProperties } from './exported-properties.ts'

/** What a manifest says of an entity. */
export function describeEntity(
  { shape, properties, leftOut }: ExportedProperties,
  file: ExportedFile,
): ExportedEntity {
  const { resource, references, system, key } = shape
  const { columns, fields } = resource
  return {
    name: resource.name,
    ...file,
    table: resource.table,
    key,
    keyKind: resource.key ?? 'uuid',
    brought: resource.brought === true,
    properties: properties.map((name) => {
      const column = columns.column(name)
      const schema = fields[name] ?? {}
      const isNullable = Array.isArray(schema.type) && schema.type.includes('null')
      return {
        name,
        column: column.name ?? name,
        type: column.type,
        scale: column.scale,
        required: system.includes(name) ? name !== 'deletedAt' : !isNullable,
        target: references.find(({ property }) => property === name)?.target ?? null,
        isSystem: system.includes(name),
        schema,
      }
    }),
    leftOut,
  }
}

/** What a manifest says of links. */
export function describeLinks(
  { name, source, target, relation }: LinkShape,
  file: ExportedFile,
): ExportedLinks {
  return {
    name,
    ...file,
    source: source.name,
    target: target.name,
    table: relation.table,
    ordered: relation.position !== undefined,
  }
}
