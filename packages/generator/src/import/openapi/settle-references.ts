import pluralize from 'pluralize'
import { newColumn, type SourceColumn, type SourceForeignKey } from '../source/index.ts'
import type { DescribeSite, EntityTable, PendingReference } from './describe-entities.ts'

/** Makes foreign keys and links of what properties lead to. */
export function settleReferences(tables: readonly EntityTable[], site: DescribeSite): void {
  const tableOf = new Map(tables.map((table) => [table.plan, table]))
  for (const from of tables) {
    for (const reference of from.references.filter(({ isMany }) => !isMany)) {
      const to = tableOf.get(reference.target)
      if (to) addReference(from, { reference, to })
    }
  }
  for (const from of tables) addById(from, tables, site)
  for (const from of tables) {
    for (const reference of from.references.filter(({ isMany }) => isMany)) {
      const to = tableOf.get(reference.target)
      if (to) addMany(from, { reference, to, site })
    }
  }
}

interface Joint {
  reference: PendingReference
  to: EntityTable
}

/** The property is the relation, and a column beside it may hold its id already. */
function addReference(from: EntityTable, { reference, to }: Joint): void {
  const { property, nullable, doc } = reference
  const names = [`${property}Id`, `${property}_id`, `${property}ID`]
  const beside = from.table.columns.find(({ name }) => names.includes(name))
  const column = beside ?? referring(property, { to, nullable, doc })
  if (beside) takeKeyType(beside, to)
  else from.table.columns.push(column)
  from.table.foreignKeys.push(foreignKey(column, { to, relation: property, inverse: null }))
}

function referring(
  property: string,
  { to, nullable, doc }: { to: EntityTable; nullable: boolean; doc: string | null },
): SourceColumn {
  return newColumn(`${property}Id`, {
    type: to.key.type,
    native: to.key.native,
    nullable,
    doc,
  })
}

function takeKeyType(column: SourceColumn, to: EntityTable): void {
  column.type = to.key.type
  delete column.options
}

function foreignKey(
  column: SourceColumn,
  parts: { to: EntityTable; relation: string | null; inverse: string | null },
): SourceForeignKey {
  const { to, relation, inverse } = parts
  return {
    name: null,
    columns: [column.name],
    target: { schema: null, name: to.table.name },
    targetColumns: [to.key.name],
    onDelete: column.nullable ? 'setNull' : 'restrict',
    relation,
    inverse,
  }
}

const idName = /^(.+?)(?:_id|Id|ID)$/

/** `customerId` refers to Customer where it has the type of its ids. */
function addById(from: EntityTable, tables: readonly EntityTable[], { notes }: DescribeSite): void {
  for (const column of from.table.columns) {
    const [, stem] = idName.exec(column.name) ?? []
    if (stem === undefined || column === from.key) continue
    if (from.table.foreignKeys.some(({ columns }) => columns.includes(column.name))) continue
    const to = tables.find(({ plan }) => plain(plan.name) === plain(stem))
    if (to === undefined || isText(to.key) !== isText(column)) continue
    takeKeyType(column, to)
    from.table.foreignKeys.push(foreignKey(column, { to, relation: null, inverse: null }))
    notes.push({
      what: `schema ${from.plan.name}, property ${column.name}`,
      text: `taken for a reference to ${to.plan.name} by its name`,
    })
  }
}

function plain(name: string): string {
  return name.replaceAll(/[^A-Za-z0-9]/g, '').toLowerCase()
}

function isText({ type }: SourceColumn): boolean {
  return type.kind === 'text' || type.kind === 'uuid'
}

/** A list is the other end of a reference, or the parts of this entity, or a relation of many to many. */
function addMany(from: EntityTable, { reference, to, site }: Joint & { site: DescribeSite }): void {
  const { property } = reference
  const back = to.table.foreignKeys.filter(({ target }) => target.name === from.table.name)
  const [other] = back.filter(({ inverse }) => inverse === null)
  if (other !== undefined && back.length === 1) {
    other.inverse = property
    return
  }
  if (isPart(from, to)) {
    addPart(from, { reference, to, site })
    return
  }
  const known = to.table.links.find(
    ({ target, inverse }) => target.name === from.table.name && inverse === null,
  )
  if (known !== undefined && to !== from) {
    known.inverse = property
    return
  }
  from.table.links.push({
    relation: property,
    target: { schema: null, name: to.table.name },
    inverse: null,
    through: { schema: null, name: `${from.table.name}.${property}` },
    sourceColumn: 'source',
    targetColumn: 'target',
  })
}

/** `OrderItem` is a part of `Order`: it has no path of its own, and its name says whose it is. */
function isPart(from: EntityTable, to: EntityTable): boolean {
  return !to.plan.hasPath && to !== from && to.plan.name.startsWith(from.plan.name)
}

function addPart(from: EntityTable, { reference, to, site }: Joint & { site: DescribeSite }): void {
  const relation = from.plan.name.charAt(0).toLowerCase() + from.plan.name.slice(1)
  const column = referring(relation, { to: from, nullable: true, doc: null })
  to.table.columns.push(column)
  to.table.foreignKeys.push({
    ...foreignKey(column, { to: from, relation, inverse: reference.property }),
    onDelete: 'cascade',
  })
  site.notes.push({
    what: `schema ${from.plan.name}, property ${reference.property}`,
    text: `each ${pluralize.singular(to.plan.name)} belongs to one ${from.plan.name}: it got the relation "${relation}"`,
  })
}
