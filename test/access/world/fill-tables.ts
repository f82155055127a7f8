import type { App } from '@cambium/runtime/app'
import {
  assignments,
  type Database,
  identifier,
  sql,
  type Transaction,
  values,
} from '@cambium/runtime/database'
import type { Rows, Shape, Subject } from './shape.ts'

/** Rows first and their keys to later ones afterwards, since they lead to each other in circles. */
export async function fillTables(
  database: Database,
  app: App,
  { shape, rows }: { shape: Shape; rows: Rows },
): Promise<void> {
  await database.transaction(async (transaction) => {
    for (const { name, references } of shape.entities) {
      const { columns, table } = app.registry.get(name).resource
      const late = references.filter(({ nullable }) => nullable).map(({ key }) => key)
      for (const row of rows.tables[name] ?? []) {
        const first = { ...row, ...Object.fromEntries(late.map((key) => [key, null])) }
        await transaction.run(sql`insert into ${identifier(table)} ${values(columns, first)}`)
      }
    }
    for (const { name, references } of shape.entities) {
      const { columns, table } = app.registry.get(name).resource
      const late = references.filter(({ nullable }) => nullable).map(({ key }) => key)
      for (const row of late.length > 0 ? (rows.tables[name] ?? []) : []) {
        const keys = Object.fromEntries(late.map((key) => [key, row[key]]))
        await transaction.run(
          sql`update ${identifier(table)} set ${assignments(columns, keys)} where "id" = ${String(row.id)}`,
        )
      }
    }
    for (const [place, pairs] of Object.entries(rows.links)) {
      const [entity = '', name = ''] = place.split('.')
      const relation = app.registry.get(entity).resource.relations?.[name]
      if (relation?.kind !== 'manyToMany') throw new Error(`${place} links nothing`)
      const { table, source, other } = relation
      for (const [near, far] of pairs) {
        await transaction.run(
          sql`insert into ${identifier(table)} (${identifier(source)}, ${identifier(other)}) values (${near}, ${far})`,
        )
      }
    }
    await fillLists(transaction, rows)
  })
}

async function fillLists(transaction: Transaction, { grants, events }: Rows): Promise<void> {
  for (const grant of grants) {
    const { entity, id, subject, right } = grant
    await transaction.run(sql`
      insert into "cambium_acl" ("entity", "record_id", "subject", "right")
      values (${entity}, ${id}, ${subjectText(subject)}, ${right})
    `)
  }
  for (const { entity, record, id, operation, version, actor, at, changes } of events) {
    await transaction.run(sql`
      insert into "cambium_history"
        ("id", "entity", "record_id", "version", "operation", "actor", "at", "changes")
      values (${id}, ${entity}, ${record}, ${version}, ${operation}, ${actor}, ${at}, ${JSON.stringify(changes)})
    `)
  }
}

function subjectText(subject: Subject): string {
  if ('user' in subject) return `user:${subject.user}`
  return 'role' in subject ? `role:${subject.role}` : 'everyone'
}
