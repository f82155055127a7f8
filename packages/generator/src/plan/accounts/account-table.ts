import type { Column, ForeignKey, Index, StorageType, Table } from '../storage.ts'

/** How a column of an account table is written down: its type, and a few words about it. */
export interface ColumnPlan {
  readonly type: 'text' | 'integer' | 'boolean' | 'instant' | 'user'
  readonly nullable?: boolean
  readonly unique?: boolean
  readonly indexed?: boolean
  readonly default?: boolean | number | string
  /** The account table it points to, whose rows take this one along, or are forgotten. */
  readonly of?: string
  readonly onDelete?: 'cascade' | 'setNull'
}

/** A table of the accounts, by the names it has in the database. */
export interface TablePlan {
  /** Its identity, never given to another. */
  readonly key: string
  readonly name: string
  /** `id` unless it says otherwise. */
  readonly primaryKey?: readonly string[]
  readonly columns: { readonly [column: string]: ColumnPlan }
  /** Columns that only one row may have together. */
  readonly together?: readonly string[]
}

/** What the account tables point to. */
export interface TableSite {
  readonly users: Omit<ForeignKey, 'name' | 'onDelete'> & { readonly type: StorageType }
  /** By name, the key of each account table. */
  readonly keys: ReadonlyMap<string, string>
}

/** The table as migrations make it. */
export function accountTable(plan: TablePlan, site: TableSite): Table {
  const primaryKey = plan.primaryKey ?? ['id']
  const entries = Object.entries(plan.columns)
  const columns: [string, ColumnPlan][] =
    plan.primaryKey === undefined ? [['id', { type: 'text' }], ...entries] : entries
  return {
    key: plan.key,
    label: plan.name,
    name: plan.name,
    columns: columns.map(([name, column]) => columnOf(plan, { name, column, site })),
    primaryKey: { name: `pk_${plan.key}`, columns: [...primaryKey] },
    indexes: indexesOf(plan),
    sideIndexes: [],
    isLink: false,
  }
}

function columnOf(
  plan: TablePlan,
  { name, column, site }: { name: string; column: ColumnPlan; site: TableSite },
): Column {
  return {
    key: name,
    label: name,
    name,
    type: column.type === 'user' ? site.users.type : { kind: column.type },
    nullable: column.nullable ?? false,
    ...(column.default !== undefined && { default: column.default }),
    choices: null,
    reference: referenceOf(plan, { name, column, site }),
    form: 'plain',
    formula: null,
  }
}

function referenceOf(
  plan: TablePlan,
  { name, column, site }: { name: string; column: ColumnPlan; site: TableSite },
): ForeignKey | null {
  const base = { name: `fk_${plan.key}_${name}`, onDelete: column.onDelete ?? 'cascade' } as const
  if (column.type === 'user') {
    const { table, tableName, columnName } = site.users
    return { ...base, table, tableName, columnName }
  }
  if (column.of === undefined) return null
  const table = site.keys.get(column.of)
  if (table === undefined) throw new Error(`There is no account table "${column.of}"`)
  return { ...base, table, tableName: column.of, columnName: 'id' }
}

function indexesOf({ key, columns, together, primaryKey }: TablePlan): Index[] {
  const single = Object.entries(columns).flatMap(([name, column]): Index[] => {
    if (primaryKey?.[0] === name || together?.[0] === name) return []
    const isReference = column.type === 'user' || column.of !== undefined
    if (column.unique) return [index(`ux_${key}_${name}`, [name], true)]
    return column.indexed || isReference ? [index(`ix_${key}_${name}`, [name], false)] : []
  })
  return together ? [...single, index(`ux_${key}_together`, together, true)] : single
}

function index(name: string, columns: readonly string[], unique: boolean): Index {
  return {
    name,
    unique,
    columns: columns.map((column) => ({ name: column, descending: false })),
    liveOnly: false,
  }
}
