import { canonicalJson, type Manifest } from '../folder/index.ts'
import { spokenRow } from '../parts/index.ts'
import { csvText } from './csv-text.ts'
import { describeEntity, describeLinks } from './describe-entity.ts'
import type { Exporting } from './export-site.ts'
import type { ExportedProperties } from './exported-properties.ts'
import type { ExportPlan } from './plan-export.ts'
import type { Row } from './read-rows.ts'
import { jsonLines, jsonProperties, type RowText } from './row-text.ts'
import { writeRows } from './write-rows.ts'

type Described = Pick<Manifest, 'entities' | 'links' | 'parts'>

/** Writes each table into a file of its own. */
export async function writeTables(exporting: Exporting, plan: ExportPlan): Promise<Described> {
  const { format } = exporting
  const textOf = async (properties: readonly string[]): Promise<RowText> =>
    format === 'csv' ? csvText(properties) : jsonLines()
  const described = { entities: [], links: [], parts: [] } as Mutable<Described>
  for (const entity of plan.entities) {
    const { name } = entity.shape.resource
    const file = await writeRows(exporting, `entities/${name}.${format}`, {
      name,
      read: { columns: entity.columns, key: entity.shape.key },
      text: await textOf(entity.properties),
      prepare: canonicalRow(entity),
    })
    described.entities.push(describeEntity(entity, file))
  }
  for (const { link, read } of plan.links) {
    const file = await writeRows(exporting, `links/${link.name}.${format}`, {
      name: link.name,
      read,
      text: await textOf(read.columns.properties),
      prepare: (row) => row,
    })
    described.links.push(describeLinks(link, file))
  }
  for (const { open, read } of plan.parts) {
    const { name } = open.part
    const file = await writeRows(exporting, `parts/${name}.${format}`, {
      name,
      read,
      text: await textOf(read.columns.properties),
      prepare: (row) => spokenRow(open, row),
    })
    described.parts.push({ name, ...file })
  }
  return described
}

type Mutable<Lists> = {
  -readonly [Name in keyof Lists]: Lists[Name] extends readonly (infer Item)[] ? Item[] : never
}

/** JSON values in one order, whichever database they come from. */
export function canonicalRow(entity: ExportedProperties): (row: Row) => Row {
  const properties = jsonProperties(entity)
  if (properties.length === 0) return (row) => row
  return (row) => {
    const canonical = { ...row }
    for (const property of properties) canonical[property] = canonicalJson(row[property])
    return canonical
  }
}
