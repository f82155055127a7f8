import type { EntityIR, ModelIR } from '@cambium/model'
import { accountParts } from '@cambium/model/accounts'
import type { Table } from '../storage.ts'
import { accountTable, type TablePlan, type TableSite } from './account-table.ts'
import { baseTables } from './base-tables.ts'
import { methodTables, sessionColumns } from './method-tables.ts'

/** The tables that the accounts of a model need beside that of its users; none where nobody signs in. */
export function accountTables({ entities }: ModelIR): Table[] {
  const users = entities.find(({ accounts }) => accounts !== undefined)
  if (users?.accounts === undefined) return []
  const parts = accountParts(users.accounts)
  const further = Object.assign({}, ...parts.map((part) => sessionColumns[part] ?? {}))
  const plans = parts.flatMap((part): readonly TablePlan[] =>
    part === 'base' ? withSessionColumns(further) : methodTables[part],
  )
  const site = siteOf(users, plans)
  return plans.map((plan) => accountTable(plan, site))
}

function withSessionColumns(further: TablePlan['columns']): TablePlan[] {
  return baseTables.map((plan) =>
    plan.name === 'auth_sessions' ? { ...plan, columns: { ...plan.columns, ...further } } : plan,
  )
}

function siteOf(users: EntityIR, plans: readonly TablePlan[]): TableSite {
  const id = users.fields.find(({ name }) => name === 'id')
  return {
    users: {
      table: `e${users.id}`,
      tableName: users.table,
      columnName: id?.column ?? 'id',
      type: { kind: users.key.kind === 'serial' ? 'integer' : 'text' },
    },
    keys: new Map(plans.map(({ name, key }) => [name, key])),
  }
}
