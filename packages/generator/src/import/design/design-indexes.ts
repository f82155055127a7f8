import type { SourceIndex } from '../source/index.ts'
import { isOrdered } from './design-fields.ts'
import { type DesignReport, tableWords } from './design-report.ts'
import type { EntityDraft } from './entity-draft.ts'
import type { EntityDesign } from './import-design.ts'

/** Gives an entity the indexes and the uniqueness of its table. What the model cannot say is left, with its statement. */
export function designIndexes(draft: EntityDraft, report: DesignReport): void {
  const { table, key } = draft
  const isKey = (columns: readonly (string | null)[]): boolean =>
    columns.length === table.primaryKey.length &&
    columns.every((name) => name !== null && table.primaryKey.includes(name))
  // a key that could not be one stays unique
  if (table.primaryKey.length > 1 && key.kind !== 'fields')
    addUnique(draft, table.primaryKey, report)
  for (const { columns } of table.uniques) {
    if (columns.length > 1 && !isKey(columns)) addUnique(draft, columns, report)
  }
  for (const index of table.indexes) {
    const columns = index.columns.map(({ name }) => name)
    if (index.where !== null || columns.includes(null) || !isPlain(index)) {
      leaveIndex(draft, index, report)
    } else if (!isKey(columns)) addIndex(draft, index, report)
  }
}

/** What finds equal values by a hash finds them in their order as well. */
function isPlain({ method }: SourceIndex): boolean {
  return method === 'btree' || method === 'hash' || method === ''
}

function leaveIndex({ table }: EntityDraft, index: SourceIndex, report: DesignReport): void {
  const kind =
    index.where !== null
      ? 'the model has no indexes of a part of the rows'
      : isPlain(index)
        ? 'the model has no indexes of expressions'
        : `the model has no ${index.method} indexes`
  const sql = index.sql === null ? '' : `: ${index.sql.trim().replace(/\s+/g, ' ')}`
  report.leave(
    `${tableWords(table)}, ${index.unique ? 'unique index' : 'index'} ${index.name ?? ''}`.trim(),
    kind,
    `Add it to a migration of your own (cambium migrate save --data), and to drift.ignore${sql}`,
  )
}

function addUnique(draft: EntityDraft, columns: readonly string[], report: DesignReport): void {
  const fields = fieldsOf(draft, columns)
  if (fields === null) {
    const what = `${tableWords(draft.table)}, unique (${columns.join(', ')})`
    report.leave(
      what,
      'one of its columns has no order here',
      'Check it in a hook before create and update',
    )
  } else if (fields.length > 1) add(draft.design, { kind: 'unique', fields })
}

function addIndex(draft: EntityDraft, index: SourceIndex, report: DesignReport): void {
  const columns = index.columns.flatMap(({ name }) => name ?? [])
  if (index.unique) {
    if (columns.length > 1) addUnique(draft, columns, report)
    return
  }
  const fields = fieldsOf(draft, columns)
  if (fields === null) {
    leaveIndex(draft, { ...index, method: `${index.method} of such values, as` }, report)
    return
  }
  const [only] = fields
  const [column] = index.columns
  const isSimple = only !== undefined && fields.length === 1 && column?.descending !== true
  if (isSimple) {
    addToField(draft, only)
    return
  }
  const directed = fields.map((name, at) => (index.columns[at]?.descending ? `-${name}` : name))
  add(draft.design, { kind: 'index', fields: directed })
}

/** Relations have an index anyway, and what is unique too. */
function addToField({ design }: EntityDraft, name: string): void {
  const field = design.fields.find((one) => one.name === name)
  if (field === undefined || field.kind === 'one' || field.options.unique === true) return
  field.options = { ...field.options, index: true }
}

function add(design: EntityDesign, index: EntityDesign['indexes'][number]): void {
  const same = (other: EntityDesign['indexes'][number]): boolean =>
    other.kind === index.kind && [...other.fields].join() === [...index.fields].join()
  if (new Set(index.fields.map((name) => name.replace(/^-/, ''))).size < index.fields.length) return
  if (!design.indexes.some(same)) design.indexes.push(index)
}

/** The names of columns as an index writes them; `null` where one cannot be indexed. */
function fieldsOf(draft: EntityDraft, columns: readonly string[]): string[] | null {
  const names = columns.map((column) => {
    const field = draft.fieldOf.get(column)
    if (field !== undefined) return isOrdered(field) ? field.name : null
    const extra = draft.design.extras.find((one) => one.column === column)
    return extra?.property ?? null
  })
  const known = names.filter((name) => name !== null)
  return known.length === names.length ? known : null
}
