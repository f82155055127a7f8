import type { SourceColumn, SourceForeignKey, SourceTable } from '../source/index.ts'
import { type DesignReport, tableKey, tableWords } from './design-report.ts'
import { inKeyOrder, isKeyOf, type KeyPlan } from './plan-keys.ts'

/** What a foreign key becomes: a relation by one column, or one over the fields that hold a composite key. */
export interface RelationPlan {
  foreignKey: SourceForeignKey
  target: SourceTable
  /** In the order of the target's key. */
  columns: SourceColumn[]
  isOverFields: boolean
}

interface RelationSite {
  tables: readonly SourceTable[]
  keys: ReadonlyMap<string, KeyPlan>
  report: DesignReport
}

/** The relations of a table. A foreign key that cannot be one stays what it is: a field, which is reported. */
export function planRelations(table: SourceTable, site: RelationSite): RelationPlan[] {
  const plans: RelationPlan[] = []
  for (const foreignKey of table.foreignKeys) {
    const plan = planRelation(table, foreignKey, site)
    const what = `${tableWords(table)}.${foreignKey.columns.join(' + ')}`
    if (typeof plan === 'string') {
      site.report.note('relations', what, `a field and no relation, for ${plan}`)
      continue
    }
    // a source may state one relation twice, under another name as well
    const same = plans.find((other) => isSame(other, plan))
    if (same !== undefined) {
      const [name, kept] = [foreignKey.relation, same.foreignKey.relation]
      const isNamed = name !== null && name !== kept
      if (isNamed) site.report.note('relations', what, `${name} is the same as ${kept}: one comes`)
      continue
    }
    const other = plans.find((one) => !one.isOverFields && one.columns[0] === plan.columns[0])
    if (plan.isOverFields || other === undefined) plans.push(plan)
    else {
      const reason = `it is the one to ${tableWords(other.target)} already`
      site.report.note(
        'relations',
        what,
        `no relation to ${tableWords(plan.target)} too, for ${reason}`,
      )
    }
  }
  return plans
}

function isSame(a: RelationPlan, b: RelationPlan): boolean {
  const names = ({ columns }: RelationPlan): string => columns.map(({ name }) => name).join('\n')
  return a.target === b.target && names(a) === names(b)
}

function planRelation(
  table: SourceTable,
  foreignKey: SourceForeignKey,
  { tables, keys }: RelationSite,
): RelationPlan | string {
  const target = tables.find((one) => tableKey(one) === tableKey(foreignKey.target))
  const words = tableWords(foreignKey.target)
  if (target === undefined) return `${words} does not come`
  if (target.kind === 'view') return `${words} is a view`
  const key = keys.get(tableKey(target))
  if (key === undefined || !isKeyOf(target, foreignKey.targetColumns)) {
    return `it refers to ${words}.${foreignKey.targetColumns.join(' + ')}, and relations hold the id of their target`
  }
  const ordered = inKeyOrder(foreignKey, target)
  const columns = ordered.flatMap((name) => table.columns.filter((one) => one.name === name))
  if (columns.length === 0 || columns.length !== target.primaryKey.length) {
    return `its columns are not those of the key of ${words}`
  }
  if (columns.some(({ generated }) => generated !== null)) return 'its column is worked out'
  if (key.kind === 'fields') {
    const misfit = columns.find((column, at) => !isLike(column, target, target.primaryKey[at]))
    if (misfit === undefined) return { foreignKey, target, columns, isOverFields: true }
    return `the type of ${misfit.name}, ${misfit.native}, is not that of the key of ${words}`
  }
  if (key.column === null) return `rows of ${words} get new ids`
  const [column] = columns
  if (column === undefined || !holds(column, key)) {
    return `its type ${column?.native} is not that of the key of ${words}, ${key.column.native}`
  }
  return { foreignKey, target, columns, isOverFields: false }
}

function holds({ type }: SourceColumn, key: KeyPlan): boolean {
  const isInteger = type.kind === 'integer' || (type.kind === 'decimal' && type.scale === 0)
  if (key.kind === 'serial' || key.kind === 'int') return isInteger
  return ['text', 'uuid', 'email', 'url', 'choice', 'other'].includes(type.kind)
}

/** Whether a column keeps the same kind of values as one of the key. */
function isLike({ type }: SourceColumn, target: SourceTable, name: string | undefined): boolean {
  const other = target.columns.find((column) => column.name === name)
  return other !== undefined && familyOf(type) === familyOf(other.type)
}

const texts: ReadonlySet<string> = new Set([
  ...['text', 'email', 'url', 'choice', 'uuid', 'other', 'file', 'bytes', 'passwordHash', 'time'],
])

function familyOf({ kind }: SourceColumn['type']): string {
  return texts.has(kind) ? 'text' : kind
}
