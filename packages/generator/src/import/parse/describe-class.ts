import {
  type LeftBehind,
  newTable,
  type SourceColumn,
  type SourceForeignKey,
  type SourceLink,
  type SourceNote,
  type SourceTable,
} from '../source/index.ts'
import { classAccess, flagNames, protectedFields, type Right, rolesIn } from './access/index.ts'
import { classColumn } from './class-column.ts'
import type { DeclaredTypes } from './clean-record.ts'
import { type ColumnReading, type DecidedField, decideField } from './decide-field.ts'
import type { ParseExport } from './find-export.ts'
import type { ClassFacts } from './observe-class.ts'
import type { DeclaredClass } from './read-schemas.ts'
import { describeUser, userFieldNames } from './users/index.ts'

/** A class as a table, and how its records are read. */
export interface ClassPlan {
  className: string
  table: SourceTable
  path: string | null
  rows: number
  readings: Map<string, ColumnReading>
  /** The types that are declared, which records of the database need to be read. */
  declared: DeclaredTypes
  flags: Right[]
  owners: string[]
  /** Roles that access lists and permissions name. */
  roles: string[]
  /** Everybody may do with records without a list what the class allows. */
  unlistedIsOpen: boolean
  left: LeftBehind[]
  notes: SourceNote[]
}

export interface ClassSite {
  facts: ClassFacts
  declared: DeclaredClass | null
  /** Classes that become tables. */
  classes: ReadonlySet<string>
  files: ParseExport
}

const system: ReadonlySet<string> = new Set(['objectId', 'createdAt', 'updatedAt', 'ACL'])

/** Makes a table of a class. */
export function describeClass(site: ClassSite): ClassPlan {
  const { facts, declared, files } = site
  const plan = startPlan(facts, files.classes.get(facts.name) ?? null)
  const names = new Set([...(declared?.fields.keys() ?? []), ...facts.fields.keys()])
  for (const { field } of files.joins.filter(({ owner }) => owner === facts.name)) names.add(field)
  for (const name of names) {
    if (system.has(name) || (facts.name === '_User' && userFieldNames.has(name))) continue
    const decided = decideField({
      name,
      facts: facts.fields.get(name) ?? null,
      declared: declared?.fields.get(name) ?? null,
    })
    addField(plan, { ...site, name, decided })
  }
  if (facts.name === '_User') describeUser(plan, facts)
  addAccess(plan, site)
  return plan
}

/** A class that was asked for without its underscore. */
export function entityNameOf(className: string): string {
  return className.replace(/^_/, '')
}

function startPlan(facts: ClassFacts, path: string | null): ClassPlan {
  const times = facts.rows > 0 || path === null
  const table = newTable(facts.name, {
    entity: entityNameOf(facts.name),
    columns: [
      classColumn('objectId', { type: { kind: 'text', max: null }, default: { kind: 'shortId' } }),
      ...(times ? timeColumns() : []),
    ],
    primaryKey: ['objectId'],
  })
  const { name: className, rows } = facts
  return {
    className,
    table,
    path,
    rows,
    readings: new Map(),
    declared: null,
    flags: [],
    owners: [],
    roles: [],
    unlistedIsOpen: false,
    left: [],
    notes: [],
  }
}

function timeColumns(): SourceColumn[] {
  const type: SourceColumn['type'] = { kind: 'instant', zoned: true }
  return [
    classColumn('createdAt', { type, default: { kind: 'now' }, native: 'Date' }),
    classColumn('updatedAt', {
      type,
      default: { kind: 'now' },
      native: 'Date',
      isUpdateTime: true,
    }),
  ]
}

interface FieldSite extends ClassSite {
  name: string
  decided: DecidedField
}

function addField(plan: ClassPlan, site: FieldSite): void {
  const { name, decided, classes } = site
  const { note } = decided
  if (note !== null) plan.notes.push({ what: `class ${plan.className}, field ${name}`, text: note })
  const field = decided.plan
  switch (field.kind) {
    case 'left':
      plan.left.push({ what: `class ${plan.className}, field ${name}`, ...field })
      return
    case 'link':
      if (classes.has(field.target)) plan.table.links.push(linkOf(plan, { name, ...field }))
      else plan.left.push(missingTarget(plan.className, { name, target: field.target }))
      return
    case 'reference':
      addReference(plan, { ...site, target: field.target })
      return
    case 'column':
      addColumn(plan, site, field)
  }
}

function addColumn(
  plan: ClassPlan,
  { name, declared, facts }: FieldSite,
  field: Pick<SourceColumn, 'type' | 'native'> & { read: ColumnReading },
): void {
  const said = declared?.fields.get(name)
  const filled = facts.fields.get(name)?.filled ?? 0
  const isSimple = said?.default != null && typeof said.default !== 'object'
  plan.readings.set(name, field.read)
  plan.table.columns.push(
    classColumn(name, {
      type: field.type,
      native: field.native,
      nullable: (said?.required !== true && !isSimple) || filled < facts.rows,
      default: isSimple ? { kind: 'literal', value: said.default } : null,
    }),
  )
}

function addReference(plan: ClassPlan, { name, target, ...site }: FieldSite & { target: string }) {
  const said = site.declared?.fields.get(name)
  const filled = site.facts.fields.get(name)?.filled ?? 0
  const nullable = said?.required !== true || filled < site.facts.rows
  plan.readings.set(name, 'pointer')
  plan.table.columns.push(
    classColumn(name, {
      type: { kind: 'text', max: null },
      native: `Pointer<${target}>`,
      nullable,
    }),
  )
  // Of a class without records every pointer would come to nothing.
  const isThere = filled === 0 || site.files.classes.has(target)
  if (site.classes.has(target) && isThere) {
    plan.table.foreignKeys.push(referenceOf({ name, target, nullable }))
  } else plan.left.push(missingTarget(plan.className, { name, target, isKept: true }))
}

function referenceOf(site: { name: string; target: string; nullable: boolean }): SourceForeignKey {
  return {
    name: null,
    columns: [site.name],
    target: { schema: null, name: site.target },
    targetColumns: ['objectId'],
    // Parse leaves pointers to what was deleted.
    onDelete: site.nullable ? 'setNull' : 'restrict',
    relation: site.name,
    inverse: null,
  }
}

function linkOf(
  { className }: ClassPlan,
  { name, target, from }: { name: string; target: string; from: 'pairs' | 'list' },
): SourceLink {
  const through = from === 'pairs' ? `_Join:${name}:${className}` : `${className}.${name}`
  return {
    relation: name,
    target: { schema: null, name: target },
    inverse: null,
    through: { schema: null, name: through },
    sourceColumn: 'owningId',
    targetColumn: 'relatedId',
  }
}

function missingTarget(
  className: string,
  { name, target, isKept }: { name: string; target: string; isKept?: boolean },
): LeftBehind {
  return {
    what: `class ${className}, field ${name}`,
    reason: `it points to ${target}, which is not among what is imported`,
    suggestion: isKept
      ? 'the ids are kept as text; export that class too to have a relation'
      : `export ${target} too, or leave the field out`,
  }
}

function addAccess(plan: ClassPlan, { facts, declared }: ClassSite): void {
  const { table, className } = plan
  const pointing = table.foreignKeys.filter(({ target }) => target.name === '_User')
  const permissions = declared?.permissions ?? null
  const said = classAccess({
    className,
    permissions,
    lists: facts.lists,
    userFields: new Set(pointing.flatMap(({ columns }) => columns)),
  })
  table.access = said.access
  plan.flags = said.flags
  plan.owners = facts.lists.owners
  plan.declared = declared?.fields ?? null
  plan.roles = [...facts.lists.roles, ...rolesIn(said.access)]
  plan.unlistedIsOpen = permissions !== null
  plan.left.push(...said.left)
  for (const flag of said.flags) {
    table.columns.push(
      classColumn(flagNames[flag], {
        type: { kind: 'boolean' },
        native: 'ACL',
        default: { kind: 'literal', value: false },
        doc: flag === 'read' ? 'Everybody may read it.' : 'Everybody may change it.',
      }),
    )
  }
  const hidden = className === '_User' ? new Set<string>() : protectedFields(permissions)
  for (const one of table.columns) {
    if (!hidden.has(one.name)) continue
    one.hidden = true
    const text = 'it is a protected field: nobody sees it here, until `fieldAccess` says who may'
    plan.notes.push({ what: `class ${className}, field ${one.name}`, text })
  }
}
