import {
  type Column,
  type Columns,
  columns,
  inList,
  integer,
  type Queryable,
  sql,
} from '../../database/index.ts'
import { nearestName, StartupError } from '../../errors/index.ts'
import { type OpenPart, openPart, partTables } from '../parts/index.ts'
import { entityShapes, type LinkShape, linkShapes, loadOrder } from '../shape/index.ts'
import type { ExportOptions, ExportSite } from './export-site.ts'
import { type ExportedProperties, exportedProperties } from './exported-properties.ts'
import type { ReadOptions, Row } from './read-rows.ts'

/** Everything that an export writes, in the order in which it can be written to another database. */
export interface ExportPlan {
  readonly entities: readonly ExportedProperties[]
  readonly links: readonly PlannedLinks[]
  readonly parts: readonly PlannedPart[]
}

export interface PlannedLinks {
  readonly link: LinkShape
  readonly read: ReadOptions
}

export interface PlannedPart {
  readonly open: OpenPart
  readonly read: ReadOptions
}

/** Works out what is exported. Throws a `StartupError` for an entity that is none. */
export async function planExport(
  db: Queryable,
  site: ExportSite,
  options: ExportOptions,
): Promise<ExportPlan> {
  const { registry, accounts } = site
  const wanted = wantedEntities(site, options)
  const { withSecrets, withAccounts, format } = options
  const choice = { withSecrets, withAccounts, asStored: format === 'sql', accounts }
  const entities = loadOrder(entityShapes(registry))
    .filter(({ resource }) => wanted.has(resource.name))
    .map((shape) => exportedProperties(shape, choice))
  const links = linkShapes(registry)
    .filter(({ source, target }) => wanted.has(source.name) && wanted.has(target.name))
    .map((link) => ({ link, read: readLinks(link) }))
  const parts = await plannedParts(db, wanted, options.withAccounts)
  return { entities, links, parts }
}

function wantedEntities({ registry }: ExportSite, { only }: ExportOptions): Set<string> {
  const known = registry.entities.map(({ resource }) => resource.name)
  for (const name of only) {
    if (known.includes(name)) continue
    const nearest = nearestName(name, known)
    throw new StartupError(`The application has no entity ${name}`, {
      hint: nearest ? `Did you mean ${nearest}?` : `It has: ${known.join(', ')}`,
    })
  }
  return new Set(only.length === 0 ? known : only)
}

/** What a row of links is called in a file. */
export const linkProperties = { source: 'source', target: 'target', position: 'position' } as const

function readLinks({ relation, source, target }: LinkShape): ReadOptions {
  const named = (column: Column, name: string): Column => ({ ...column, name })
  const spec: { [property: string]: Column } = {
    source: named(source.columns.column('id'), relation.source),
    target: named(target.columns.column('id'), relation.other),
    ...(relation.position && { position: integer(relation.position) }),
  }
  const selected: Columns<Row> = columns<Row>(relation.table, spec)
  return { columns: selected, key: ['source', 'target'] }
}

async function plannedParts(
  db: Queryable,
  wanted: ReadonlySet<string>,
  withAccounts: boolean,
): Promise<PlannedPart[]> {
  const planned: PlannedPart[] = []
  for (const part of partTables) {
    if (part.ofAccounts && !withAccounts) continue
    const open = await openPart(db, part)
    if (open === undefined) continue
    const where = part.ofAccounts
      ? {}
      : { where: inList(sql`"cambium_acl"."entity"`, [...wanted], 'string') }
    planned.push({ open, read: { columns: open.columns, key: part.key, ...where } })
  }
  return planned
}
