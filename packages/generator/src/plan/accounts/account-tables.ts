import type { EntityIR, ModelIR } from '@cambium/model'
import { type AccountPart, accountParts } from '@cambium/model/accounts'
import { isIntegerKey } from '@cambium/model/keys'
import type { Table } from '../storage.ts'
import { accountTable, type TablePlan, type TableSite } from './account-table.ts'
import { baseTables } from './base-tables.ts'
import { furtherColumns, methodTables } from './method-tables.ts'

/** The tables that the accounts of a model need beside that of its users; none where nobody signs in. */
export function accountTables({ entities }: ModelIR): Table[] {
  const users = entities.find(({ accounts }) => accounts !== undefined)
  if (users?.accounts === undefined) return []
  const parts = accountParts(users.accounts)
  const plans = parts
    .flatMap((part) => (part === 'base' ? baseTables : methodTables[part]))
    .map((plan) => withFurtherColumns(plan, parts))
  const site = siteOf(users, plans)
  return plans.map((plan) => accountTable(plan, site))
}

function withFurtherColumns(plan: TablePlan, parts: readonly AccountPart[]): TablePlan {
  const further = parts.map((part) => furtherColumns[part]?.[plan.name] ?? {})
  return { ...plan, columns: Object.assign({}, plan.columns, ...further) }
}

function siteOf(users: EntityIR, plans: readonly TablePlan[]): TableSite {
  const id = users.fields.find(({ name }) => name === 'id')
  return {
    users: {
      table: `e${users.id}`,
      tableName: users.table,
      columnName: id?.column ?? 'id',
      type: { kind: isIntegerKey(users.key) ? 'integer' : 'text' },
    },
    keys: new Map(plans.map(({ name, key }) => [name, key])),
  }
}
