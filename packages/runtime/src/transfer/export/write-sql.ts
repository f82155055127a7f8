import { type Column, type Dialect, string } from '../../database/index.ts'
import type { Manifest } from '../folder/index.ts'
import { describeEntity, describeLinks } from './describe-entity.ts'
import type { Exporting } from './export-site.ts'
import type { ExportedProperties } from './exported-properties.ts'
import { fillLeftOut } from './fill-left-out.ts'
import type { ExportPlan, PlannedPart } from './plan-export.ts'
import type { Row } from './read-rows.ts'
import { type CountedTable, insertText, scriptEnd, scriptHead } from './sql-text.ts'
import { appendRows } from './write-rows.ts'

/** The one file of an export as SQL. */
const file = 'data.sql'

/** Writes everything as one script for freshly migrated tables: all of it or nothing. */
export async function writeSql(
  exporting: Exporting,
  plan: ExportPlan,
  dialect: Dialect,
): Promise<Pick<Manifest, 'entities' | 'links' | 'parts'>> {
  const script = await exporting.target.create(file)
  const counts = new Map<string, number>()
  const append = async (name: string, write: () => Promise<number>): Promise<void> => {
    counts.set(name, await write())
  }
  await script.write(scriptHead(dialect))
  for (const entity of plan.entities) {
    const { resource, key } = entity.shape
    const filled = fillLeftOut(exporting.site.registry, entity)
    const columns = filled.properties.map((property) => ({
      property,
      column: storedColumn(entity, property),
    }))
    await append(resource.name, () =>
      appendRows(exporting, script, {
        name: resource.name,
        read: { columns: entity.columns, key },
        text: insertText({ table: resource.table, columns, dialect }),
        prepare: filled.prepare,
      }),
    )
  }
  for (const { link, read } of plan.links) {
    await append(link.name, () =>
      appendRows(exporting, script, {
        name: link.name,
        read,
        text: insertText({ table: link.relation.table, columns: columnsOf(read.columns), dialect }),
        prepare: (row) => row,
      }),
    )
  }
  for (const part of plan.parts) {
    await append(part.open.part.name, () => appendRows(exporting, script, partRows(part, dialect)))
  }
  await script.write(scriptEnd(dialect, countedTables(plan)))
  const written = await script.end(0)
  const fileOf = (name: string) => ({ ...written, rows: counts.get(name) ?? 0 })
  return {
    entities: plan.entities.map((one) => describeEntity(one, fileOf(one.shape.resource.name))),
    links: plan.links.map(({ link }) => describeLinks(link, fileOf(link.name))),
    parts: plan.parts.map(({ open }) => ({ name: open.part.name, ...fileOf(open.part.name) })),
  }
}

/** What is encrypted comes as it is stored: who has the key of the application reads it there. */
function storedColumn({ shape }: ExportedProperties, property: string): Column {
  const column = shape.resource.columns.column(property)
  return column.type === 'encrypted' ? string(column.name ?? property) : column
}

function columnsOf(columns: {
  readonly properties: readonly string[]
  column(property: string): Column
}): { property: string; column: Column }[] {
  return columns.properties.map((property) => ({ property, column: columns.column(property) }))
}

/** PostgreSQL reads a quoted value as whatever the column is; SQLite turns it into the number it says. */
function partRows({ open, read }: PlannedPart, dialect: Dialect) {
  const columns = open.columns.properties.map((name) => ({ property: name, column: string(name) }))
  const asText = (value: unknown): unknown => {
    if (value === null || typeof value === 'string') return value
    return typeof value === 'object' ? JSON.stringify(value) : String(Number(value))
  }
  return {
    name: open.part.name,
    read,
    text: insertText({ table: open.part.table, columns, dialect }),
    prepare: (row: Row): Row =>
      Object.fromEntries(Object.entries(row).map(([name, value]) => [name, asText(value)])),
  }
}

function countedTables({ entities }: ExportPlan): CountedTable[] {
  return entities.flatMap(({ shape: { resource } }) => {
    const { name, type } = resource.columns.column('id')
    const isCounted = type === 'integer' && name !== null && resource.brought !== true
    return isCounted ? [{ table: resource.table, column: name }] : []
  })
}
