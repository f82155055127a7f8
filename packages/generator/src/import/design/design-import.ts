import { tableName } from '@cambium/model/names'
import type { SourceRule, SourceSchema, SourceTable } from '../source/index.ts'
import { designAccess } from './design-access.ts'
import { designChecks } from './design-checks.ts'
import { designFields } from './design-fields.ts'
import { designIndexes } from './design-indexes.ts'
import { designKept } from './design-kept.ts'
import { designLinks } from './design-links.ts'
import type { DesignOptions } from './design-options.ts'
import { createDesignReport, type DesignReport, tableKey, tableWords } from './design-report.ts'
import type { EntityDraft } from './entity-draft.ts'
import type { EntityDesign, ImportDesign } from './import-design.ts'
import { findJoinTables } from './join-tables.ts'
import { createMemberNames } from './member-names.ts'
import { type EntityName, nameEntities } from './name-entities.ts'
import { nameInverses } from './name-inverses.ts'
import { noteAccounts } from './note-accounts.ts'
import { type KeyPlan, planKeys } from './plan-keys.ts'
import { planRelations } from './plan-relations.ts'
import { relaxCycles } from './relax-cycles.ts'
import { selectTables } from './select-tables.ts'
import { settleEmpty } from './settle-empty.ts'

/** Decides what becomes of a foreign schema. What cannot come is in `left`, with its reason. */
export async function designImport(
  schema: SourceSchema,
  options: DesignOptions,
): Promise<ImportDesign> {
  const report = createDesignReport(schema.left)
  for (const { what, text } of schema.notes ?? []) report.note('types', what, text)
  const tables = keyed(selectTables(schema, options, report), options, report)
  const drafts = draftAll(schema, tables, { options, report })
  for (const draft of drafts.all) designKept(draft, report)
  const site = { drafts: drafts.all, adopt: options.adopt, report }
  for (const draft of drafts.all) designFields(draft, site)
  if (options.adopt === null) relaxCycles(drafts.all, report)
  designLinks({ ...site, joins: drafts.joins, adopted: options.adopt !== null })
  nameInverses(drafts.all, { existing: options.existing, report })
  for (const draft of drafts.all) {
    await finish(draft, schema, { options, report })
  }
  const { kind, label, dialect } = schema
  return {
    kind,
    label,
    dialect,
    adopted: options.adopt !== null,
    entities: drafts.all.map(({ design }) => design),
    roles: rolesOf(schema, drafts.all),
    renamings: report.renamings,
    left: report.left,
    notes: report.notes,
  }
}

interface Site {
  options: DesignOptions
  report: DesignReport
}

/** What stays where it is needs a key to be told apart by. */
function keyed(
  tables: SourceTable[],
  { adopt }: DesignOptions,
  report: DesignReport,
): SourceTable[] {
  if (adopt === null) return tables
  return tables.filter((table) => {
    if (table.kind === 'view' || table.primaryKey.length > 0) return true
    const suggestion = 'Give it one there, or copy it: import it without --adopt'
    report.leave(`table ${tableWords(table)}`, 'it has no primary key', suggestion)
    return false
  })
}

function draftAll(
  schema: SourceSchema,
  tables: SourceTable[],
  { options, report }: Site,
): { all: EntityDraft[]; joins: ReturnType<typeof findJoinTables> } {
  const keys = planKeys({ tables, report })
  const joins = findJoinTables(schema, tables, keys)
  const stated = new Set(tables.flatMap(({ links }) => links.map((one) => tableKey(one.through))))
  const isPairs = (table: SourceTable): boolean =>
    stated.has(tableKey(table)) ||
    (options.adopt === null && joins.some((join) => join.table === table))
  const own = tables.filter((table) => !isPairs(table))
  const hasAccounts = own.some((table) => table.accounts !== undefined) || options.hasAccounts
  const names = nameEntities(own, { existing: options.existing, keys, hasAccounts, report })
  const all = own.flatMap((table): EntityDraft[] => {
    const name = names.get(table)
    const key = keys.get(tableKey(table))
    if (name === undefined || key === undefined) return []
    const relations = planRelations(table, { tables: own, keys, report })
    return [draftOf(table, { name, key, relations, options })]
  })
  return { all, joins }
}

function draftOf(
  table: SourceTable,
  more: {
    name: EntityName
    key: KeyPlan
    relations: EntityDraft['relations']
    options: DesignOptions
  },
): EntityDraft {
  const { name, key, relations, options } = more
  const adopted = options.adopt !== null
  const accountNames = table.accounts === undefined ? [] : ['emailVerified']
  return {
    table,
    key,
    relations,
    names: createMemberNames({ taken: accountNames, checksColumns: !adopted }),
    design: emptyDesign(table, name, adopted),
    fieldOf: new Map(),
    relationOf: new Map(),
  }
}

function emptyDesign(table: SourceTable, name: EntityName, adopted: boolean): EntityDesign {
  return {
    ...name,
    table: adopted ? table.name : tableName(name.name),
    source: { schema: table.schema, name: table.name },
    kind: table.kind,
    doc: table.doc,
    key: { kind: 'uuid7', column: null, max: null, stored: null },
    fields: [],
    links: [],
    indexes: [],
    timestamps: { createdAt: null, updatedAt: null },
    checks: [],
    access: null,
    accounts: null,
    extras: [],
  }
}

async function finish(
  draft: EntityDraft,
  schema: SourceSchema,
  { options, report }: Site,
): Promise<void> {
  const { design, key, table } = draft
  const adopted = options.adopt !== null
  if (schema.dialect !== null) {
    await designChecks(draft, { dialect: schema.dialect, adopted, report })
  }
  designIndexes(draft, report)
  if (key.kind === 'fields') {
    const fields = key.columns.flatMap((name) => draft.fieldOf.get(name)?.name ?? [])
    design.key = { kind: 'fields', fields }
  }
  if (design.accounts !== null) {
    const email = draft.fieldOf.get(design.accounts.email)?.name
    design.accounts = email === undefined ? null : { email }
  }
  design.access = designAccess(draft, { access: options.access, roles: options.roles, report })
  settleEmpty(draft, report)
  noteAccounts(draft, report)
  if (options.adopt !== null && design.key.kind !== 'fields' && design.key.column !== null) {
    design.key.stored = options.adopt.storedOf(design.key.column, table)
  }
  const { createdAt, updatedAt } = design.timestamps
  if (options.adopt !== null) {
    const { storedOf } = options.adopt
    design.timesStored = {
      createdAt: createdAt && storedOf(createdAt, table),
      updatedAt: updatedAt && storedOf(updatedAt, table),
    }
  }
}

function rolesOf(schema: SourceSchema, drafts: readonly EntityDraft[]): string[] {
  const rules = drafts.flatMap(({ design }) => Object.values(design.access ?? {}).flat())
  const named = (rule: SourceRule): string[] =>
    rule.kind === 'role' ? [rule.role] : rule.kind === 'all' ? rule.of.flatMap(named) : []
  return [...new Set([...(schema.roles ?? []), ...rules.flatMap(named)])]
}
