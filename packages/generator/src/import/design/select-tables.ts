import type { SourceSchema, SourceTable } from '../source/index.ts'
import type { DesignOptions } from './design-options.ts'
import { type DesignReport, tableWords } from './design-report.ts'
import { pascalOf, plainWords, singularWords } from './plain-words.ts'

/** Tables that other programs keep for themselves, with whose they are. */
const foreignTables: readonly [RegExp, string][] = [
  [/^cambium_/i, 'Cambium keeps tables of that name itself'],
  [/^(sqlite|pg)_/i, 'the database keeps tables of that name itself'],
  [/^_prisma_migrations$/, 'Prisma notes its migrations there'],
  [/^__drizzle_migrations$/, 'Drizzle notes its migrations there'],
  [/^(schema_migrations|ar_internal_metadata)$/, 'Rails notes its migrations there'],
  [/^(knex_migrations|knex_migrations_lock)$/, 'Knex notes its migrations there'],
  [/^django_migrations$/, 'Django notes its migrations there'],
  [/^alembic_version$/, 'Alembic notes its migrations there'],
  [/^flyway_schema_history$/, 'Flyway notes its migrations there'],
  [/^(databasechangelog|databasechangeloglock)$/i, 'Liquibase notes its migrations there'],
  [/^SequelizeMeta$/, 'Sequelize notes its migrations there'],
  [/^__EFMigrationsHistory$/, 'Entity Framework notes its migrations there'],
  [/^typeorm_metadata$/, 'TypeORM keeps notes of its own there'],
  [/^(geometry|geography|raster)_(columns|overviews)$/, 'PostGIS keeps it'],
  [/^spatial_ref_sys$/, 'PostGIS keeps its reference systems there'],
]

/** The tables that come; the others are left behind with their reasons. */
export function selectTables(
  schema: SourceSchema,
  { only, except, adopt }: DesignOptions,
  report: DesignReport,
): SourceTable[] {
  return schema.tables.filter((table) => {
    const owner = foreignTables.find(([pattern]) => pattern.test(table.name))?.[1]
    const words = `${table.kind} ${tableWords(table)}`
    if (owner !== undefined) {
      report.leave(words, owner, 'Nothing is to be done')
      return false
    }
    if (!isWanted(table, only, except)) return false
    if (table.kind === 'view' && adopt === null) {
      report.leave(words, 'a view has no rows of its own', viewSuggestion(table))
      return false
    }
    return true
  })
}

function viewSuggestion({ definition }: SourceTable): string {
  const query = definition === null ? '' : `. It is: ${definition.trim().replace(/\s+/g, ' ')}`
  return `Write what it shows as a function, a computed field or a view of your own in a migration${query}`
}

function isWanted(table: SourceTable, only: readonly string[], except: readonly string[]): boolean {
  const isNamed = (wanted: string): boolean => namesOf(table).includes(wanted.toLowerCase())
  return (only.length === 0 || only.some(isNamed)) && !except.some(isNamed)
}

/** Everything a person may call a table: as it stands there, with its schema, and as the entity it becomes. */
function namesOf(table: SourceTable): string[] {
  const { name, schema, entity } = table
  const words = plainWords(name)
  return [
    name,
    `${schema}.${name}`,
    entity ?? '',
    pascalOf(singularWords(words)),
    pascalOf(words),
  ].map((one) => one.toLowerCase())
}
