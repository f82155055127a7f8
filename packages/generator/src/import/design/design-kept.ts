import type { SourceColumn } from '../source/index.ts'
import { keyCarry } from './design-fields.ts'
import { type DesignReport, tableWords } from './design-report.ts'
import type { EntityDraft } from './entity-draft.ts'
import type { EntityDesign } from './import-design.ts'
import { camelOf, plainWords } from './plain-words.ts'

/** Says which columns are no fields, for Cambium keeps them itself: the key, both times, and what belongs to accounts. */
export function designKept(draft: EntityDraft, report: DesignReport): void {
  const { table, key, design } = draft
  if (key.kind === 'fields') design.key = { kind: 'fields', fields: [] }
  else {
    const { kind, column, max } = key
    design.key = { kind, column, max, stored: null }
    if (column !== null) keep(design, column, 'id', keyCarry(key, column))
  }
  design.timestamps = timesOf(draft)
  const { createdAt, updatedAt } = design.timestamps
  if (createdAt !== null) keep(design, createdAt, 'createdAt')
  if (updatedAt !== null) keep(design, updatedAt, 'updatedAt')
  if (table.accounts === undefined) return
  if (design.name !== 'User') {
    report.note('accounts', design.name, 'signs in there, and only an entity called User does here')
    return
  }
  keepAccounts(draft, table.accounts, report)
}

function keep(
  design: EntityDesign,
  column: SourceColumn,
  property: string,
  carry: EntityDesign['extras'][number]['carry'] = 'same',
): void {
  design.extras.push({ column: column.name, property, carry })
}

function keepAccounts(
  { table, design }: EntityDraft,
  { email, emailVerified }: { email: string; emailVerified: string | null },
  report: DesignReport,
): void {
  const isThere = table.columns.some(({ name }) => name === email)
  if (!isThere) {
    const reason = `it has no column ${email}`
    report.leave(`${tableWords(table)}, accounts`, reason, 'Give User an email field, and: auth')
    return
  }
  // the name of the column, until the field has its own
  design.accounts = { email }
  for (const column of table.columns) {
    if (column.name === emailVerified) keep(design, column, 'emailVerified')
    if (column.type.kind === 'passwordHash') keep(design, column, 'passwordHash')
  }
}

function timesOf({ table, key }: EntityDraft): EntityDesign['timestamps'] {
  const find = (property: string): SourceColumn | null =>
    table.columns.find(
      (column) =>
        camelOf(plainWords(column.field ?? column.name)) === property &&
        isTime(column) &&
        !(key.kind === 'fields' && key.columns.includes(column.name)),
    ) ?? null
  return { createdAt: find('createdAt'), updatedAt: find('updatedAt') }
}

/** A time that is always there, and that nobody has to give. */
function isTime({
  type,
  nullable,
  default: preset,
  isUpdateTime,
  generated,
}: SourceColumn): boolean {
  const isGiven = preset?.kind === 'now' || isUpdateTime
  return type.kind === 'instant' && !nullable && isGiven && generated === null
}
