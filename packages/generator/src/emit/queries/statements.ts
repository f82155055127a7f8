import { type Code, code, functionHead, type Name, type Part, typeName } from '../../print/index.ts'
import { columnReference, quoted } from '../column-builder.ts'
import { keyType } from '../field-type.ts'
import type { EntityPlan } from '../project-names.ts'
import { queryNames } from '../query-names.ts'
import * as runtime from '../runtime-names.ts'

interface Statement {
  name: string
  declaration: Code
}

/** What the statements of one entity are made of. */
interface Parts {
  plan: EntityPlan
  table: string
  record: Name
  sql: Name
  /** The condition that a row is the one of this id. */
  isOne: Part
  /** The condition that leaves out soft-deleted rows, with `and` in front; empty without soft delete. */
  live: string
}

/** The six statements of a table. Each holds the rows the caller may reach in its own `where`. */
export function statements(plan: EntityPlan): Statement[] {
  const names = queryNames(plan.entity)
  const parts: Parts = {
    plan,
    table: quoted(plan.entity.table),
    record: typeName(plan.files.schema, plan.record),
    sql: runtime.database.value('sql'),
    isOne: isOne(plan),
    live: plan.entity.softDelete ? `${columnReference(plan.entity, 'deletedAt')} is null and ` : '',
  }
  return [
    { name: names.list, declaration: listStatement(names.list, parts) },
    { name: names.count, declaration: countStatement(names.count, parts) },
    { name: names.find, declaration: findStatement(names.find, parts) },
    { name: names.insert, declaration: insertStatement(names.insert, parts) },
    { name: names.update, declaration: updateStatement(names.update, parts) },
    { name: names.delete, declaration: deleteStatement(names.delete, parts) },
  ]
}

function isOne({ entity, columns }: EntityPlan): Part {
  const isStoredOtherwise = entity.fields.some(
    ({ name, extra }) => name === 'id' && extra.stored !== undefined,
  )
  if (entity.key.kind !== 'composite' && !isStoredOtherwise) {
    return `${columnReference(entity, 'id')} = \${id}`
  }
  return code`\${${runtime.database.value('keyIs')}(${columns}, id)}`
}

const db = (): Part => code`db: ${runtime.database.type('Queryable')}`
const sqlParameter = (name: string): Part => code`${name}: ${runtime.database.type('Sql')}`
const idParameter = ({ plan }: Parts): Part => `id: ${keyType(plan.entity.key)}`
const listParts = (names: string): Part => code`{ ${names} }: ${runtime.database.type('ListParts')}`
const oneRecord = ({ record }: Parts): Part => code`Promise<${record} | undefined>`

function listStatement(name: string, parts: Parts): Code {
  const { plan, table, record, sql, live } = parts
  const parameters = [db(), listParts('visible, filter, order, limit')]
  return code`
    ${functionHead(name, parameters, code`Promise<${record}[]>`)}
      return db.all(${sql}\`
        select \${${plan.columns}} from ${table}
        where ${live}\${visible} and \${filter}
        order by \${order}
        limit \${limit}
      \`)
    }
  `
}

function countStatement(name: string, { table, sql, live }: Parts): Code {
  return code`
    ${functionHead(name, [db(), listParts('visible, filter')], 'Promise<number>')}
      return db.count(${sql}\`
        select count(*) from ${table}
        where ${live}\${visible} and \${filter}
      \`)
    }
  `
}

function findStatement(name: string, parts: Parts): Code {
  const { plan, table, sql, isOne, live } = parts
  const parameters = [db(), sqlParameter('visible'), idParameter(parts), sqlParameter('lock')]
  return code`
    ${functionHead(name, parameters, oneRecord(parts))}
      return db.first(${sql}\`
        select \${${plan.columns}} from ${table}
        where ${isOne} and ${live}\${visible}
        \${lock}
      \`)
    }
  `
}

function insertStatement(name: string, parts: Parts): Code {
  const { plan, table, record, sql } = parts
  const value = plan.resource
  const isSerial = plan.entity.key.kind === 'serial'
  const parameter = code`${isSerial ? `{ id: _id, ...${value} }` : value}: ${record}`
  return code`
    ${isSerial && '/** The database counts the ids, so the one in the record is left out. */'}
    ${functionHead(name, [db(), parameter], oneRecord(parts))}
      return db.first(${sql}\`
        insert into ${table} \${${runtime.database.value('values')}(${plan.columns}, ${value})}
        returning \${${plan.columns}}
      \`)
    }
  `
}

function updateStatement(name: string, parts: Parts): Code {
  const { plan, table, record, sql, isOne, live } = parts
  const parameters = [
    db(),
    sqlParameter('allowed'),
    idParameter(parts),
    code`changes: Partial<${record}>`,
  ]
  return code`
    ${functionHead(name, parameters, oneRecord(parts))}
      return db.first(${sql}\`
        update ${table} set \${${runtime.database.value('assignments')}(${plan.columns}, changes)}
        where ${isOne} and ${live}\${allowed}
        returning \${${plan.columns}}
      \`)
    }
  `
}

function deleteStatement(name: string, parts: Parts): Code {
  const { plan, table, sql, isOne, live } = parts
  const parameters = [db(), sqlParameter('allowed'), idParameter(parts)]
  if (plan.entity.softDelete) return softDeleteStatement(name, parts)
  return code`
    ${functionHead(name, parameters, oneRecord(parts))}
      return db.first(${sql}\`
        delete from ${table}
        where ${isOne} and ${live}\${allowed}
        returning \${${plan.columns}}
      \`)
    }
  `
}

function softDeleteStatement(name: string, parts: Parts): Code {
  const { plan, table, sql, isOne, live } = parts
  const parameters = [db(), sqlParameter('allowed'), idParameter(parts), 'now: string']
  return code`
    /** The row stays, marked with the instant it was deleted. */
    ${functionHead(name, parameters, oneRecord(parts))}
      return db.first(${sql}\`
        update ${table} set \${${runtime.database.value('assignments')}(${plan.columns}, { deletedAt: now })}
        where ${isOne} and ${live}\${allowed}
        returning \${${plan.columns}}
      \`)
    }
  `
}
