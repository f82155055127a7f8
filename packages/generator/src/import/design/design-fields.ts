import { queryParameters, snakeCase } from '@cambium/model/names'
import type { SourceColumn } from '../source/index.ts'
import type { AdoptRules } from './design-options.ts'
import { type DesignReport, tableWords } from './design-report.ts'
import { draftOf, type EntityDraft } from './entity-draft.ts'
import { defaultDesignOf } from './field-default.ts'
import { type TypeDesign, typeDesignOf } from './field-type.ts'
import { isSecretColumn } from './hidden-column.ts'
import type { Carry, FieldDesign } from './import-design.ts'
import { fieldCandidates } from './member-names.ts'
import type { KeyPlan } from './plan-keys.ts'
import type { RelationPlan } from './plan-relations.ts'
import { relationCandidates } from './relation-names.ts'

export interface FieldSite {
  drafts: readonly EntityDraft[]
  adopt: AdoptRules | null
  report: DesignReport
}

/** Gives an entity its fields: one for each column that is neither its key nor kept by Cambium, and its relations. */
export function designFields(draft: EntityDraft, site: FieldSite): void {
  const kept = new Set(draft.design.extras.map(({ column }) => column))
  const columns = draft.table.columns.filter(
    (column) => !kept.has(column.name) && !isLeftOut(draft, column, site),
  )
  const single = new Map(
    draft.relations.flatMap((plan): [SourceColumn | undefined, RelationPlan][] =>
      plan.isOverFields ? [] : [[plan.columns[0], plan]],
    ),
  )
  for (const column of columns) if (!single.has(column)) addField(draft, column, site)
  for (const plan of draft.relations) addRelation(draft, plan, site)
  draft.design.fields = columns.flatMap((column) => {
    const over = draft.relations.filter(
      (plan) => plan.isOverFields && lastOf(plan, columns) === column,
    )
    const own = draft.fieldOf.get(column.name)
    return [...(own ? [own] : []), ...over.flatMap((plan) => draft.relationOf.get(plan) ?? [])]
  })
}

/** Words to search for are worked out of other columns, there as here. */
function isLeftOut({ table }: EntityDraft, column: SourceColumn, { report }: FieldSite): boolean {
  if (column.type.kind !== 'other' || column.native !== 'tsvector') return false
  report.leave(
    `${tableWords(table)}.${column.name}`,
    'the words that are searched are kept by the database',
    'Give the fields they are made of the option search: then q= finds them',
  )
  return true
}

function lastOf({ columns }: RelationPlan, all: readonly SourceColumn[]): SourceColumn | undefined {
  return all.findLast((column) => columns.includes(column))
}

function addField(draft: EntityDraft, column: SourceColumn, site: FieldSite): void {
  const { table, names, design } = draft
  const where = `${tableWords(table)}.${column.name}`
  const { candidates, reason } = fieldCandidates(column.name, column.field)
  const { name, clash } = names.take('field', candidates, column.name)
  const given = name === candidates[0] ? reason : (clash ?? reason)
  const to = `${design.name}.${name}`
  if (given !== null) site.report.rename({ what: 'field', from: where, to, reason: given })
  if (queryParameters.has(name)) {
    const text = 'REST lists cannot be filtered by it, for the query parameter means something else'
    site.report.note('names', to, text)
  }
  const isEmail = draft.design.accounts?.email === column.name
  const type = isEmail ? emailType : columnType(draft, column, site)
  if (type.note !== null) site.report.note('types', `${to} (${column.native})`, type.note)
  const field: FieldDesign = {
    name,
    property: name,
    kind: type.kind,
    options: isEmail ? emailOptions(column) : {},
    values: type.values,
    target: null,
    element: type.element,
    formula: null,
    doc: column.doc,
    column,
    carry: type.carry,
  }
  if (!isEmail)
    Object.assign(field.options, presence(draft, { column, type, to, site }), type.options)
  if (site.adopt?.bindsIntegers && field.kind === 'int')
    field.options = { ...rangeOf(column), ...field.options }
  addOwnOptions(field, column)
  Object.assign(field.options, physical(draft, field, site.adopt))
  draft.fieldOf.set(column.name, field)
}

/** A column of a composite key, or of a reference to one, keeps its numbers as what it refers to does. */
function columnType(draft: EntityDraft, column: SourceColumn, site: FieldSite): TypeDesign {
  const { type } = column
  if (type.kind !== 'integer') return typeDesignOf(type)
  return typeDesignOf({ kind: 'integer', bits: bitsOf(draft, column, site) })
}

function bitsOf(
  draft: EntityDraft,
  column: SourceColumn,
  site: FieldSite,
  seen: readonly SourceColumn[] = [],
): 16 | 32 | 64 {
  const bits = column.type.kind === 'integer' ? column.type.bits : 32
  if (seen.includes(column)) return bits
  for (const { columns, isOverFields, target } of draft.relations) {
    const at = columns.indexOf(column)
    if (at < 0) continue
    // ids are numbers that JavaScript holds
    if (!isOverFields) return 32
    const other = draftOf(site.drafts, target)
    const like = target.columns.find(({ name }) => name === target.primaryKey[at])
    if (other && like) return bitsOf(other, like, site, [...seen, column])
  }
  return bits
}

/** What the source says in the words of the model; what is accepted and never shown is not hidden on top of it. */
function addOwnOptions({ options }: FieldDesign, column: SourceColumn): void {
  Object.assign(options, column.options, column.hidden && { hidden: true })
  if (options.writeOnly === true) delete options.hidden
}

/** Who has no address comes along, and signs in when there is one. */
function emailOptions({ nullable }: SourceColumn): FieldDesign['options'] {
  return { ...(!nullable && { required: true }), unique: true, lower: true, trim: true }
}

/** The address accounts are known by, of which there is one whatever its letters. */
const emailType: TypeDesign = {
  kind: 'email',
  options: {},
  values: [],
  element: null,
  carry: 'same',
  note: null,
}

interface PresenceSite {
  column: SourceColumn
  type: TypeDesign
  to: string
  site: FieldSite
}

/** Whether a value must be given, what it is otherwise, and who sees it. */
function presence(
  draft: EntityDraft,
  { column, type, to, site }: PresenceSite,
): FieldDesign['options'] {
  const isKey = isKeyColumn(draft, column)
  const isGenerated = column.generated !== null
  const isRequired = isKey || (!column.nullable && !isGenerated)
  const preset = isKey || isGenerated ? null : defaultOf(column, { type, to, site })
  // what refers to another row is known to whoever may see that one
  const isReference = draft.table.foreignKeys.some(({ columns }) => columns.includes(column.name))
  const isSecret = !isKey && !isReference && isSecretColumn(column)
  const isGiven = isRequired && preset === null
  if (isSecret) {
    const seen = isGiven ? 'accepted and never shown (writeOnly)' : 'seen by hooks only (hidden)'
    site.report.note('hidden', to, seen)
  }
  return {
    ...(isGiven && { required: true }),
    ...(isUnique(draft, column) && isOrdered(type) && { unique: true }),
    ...(preset !== null && { default: preset.value }),
    ...(isGenerated && { readOnly: true }),
    ...(isSecret && (isGiven ? { writeOnly: true } : { hidden: true })),
  }
}

function defaultOf(
  column: SourceColumn,
  { type, to, site }: Omit<PresenceSite, 'column'>,
): { value: FieldDesign['options'][string] } | null {
  if (column.default === null) return null
  const preset = defaultDesignOf(column.default, type)
  if (preset === null) return null
  if ('reason' in preset) {
    site.report.note('defaults', `${to} (${preset.shown})`, preset.reason)
    return null
  }
  if (!column.nullable) return preset
  const text = 'the default stays behind: the field may be null, and one with a default never is'
  site.report.note('defaults', `${to} (${JSON.stringify(preset.value)})`, text)
  return null
}

/** Whether a column is a part of a key that the model names by its fields. */
function isKeyColumn({ key }: EntityDraft, { name }: SourceColumn): boolean {
  return key.kind === 'fields' && key.columns.includes(name)
}

/** Whether one column alone is unique. */
export function isUnique({ table, key }: EntityDraft, { name }: SourceColumn): boolean {
  const isKey = table.primaryKey.length === 1 && table.primaryKey[0] === name
  // the key of the model holds it already, or another column took its place
  if (isKey) return key.kind !== 'fields'
  const alone = ({ columns }: { columns: readonly { name: string | null }[] }): boolean =>
    columns.length === 1 && columns[0]?.name === name
  return (
    table.uniques.some(({ columns }) => columns.length === 1 && columns[0] === name) ||
    table.indexes.some((index) => index.unique && index.where === null && alone(index))
  )
}

/** Whether values can be compared, as unique ones and those of an index are. */
export function isOrdered({ kind }: { kind: string }): boolean {
  return !['json', 'list', 'point', 'computed'].includes(kind)
}

function addRelation(draft: EntityDraft, plan: RelationPlan, site: FieldSite): void {
  const { table, names, design } = draft
  const target = draftOf(site.drafts, plan.target)
  const [column] = plan.columns
  if (target === undefined || column === undefined) return
  const candidates = relationCandidates(plan, { target: target.design.name })
  const holder = plan.columns.map(({ name }) => name).join(' + ')
  const { name, clash } = names.take('one', candidates, holder)
  const to = `${design.name}.${name}`
  const from = `${tableWords(table)}.${holder}`
  if (clash !== null && name !== candidates[0]) {
    site.report.rename({ what: 'relation', from, to, reason: clash })
  }
  const field: FieldDesign = {
    name,
    property: `${name}Id`,
    kind: 'one',
    options: plan.isOverFields ? overFields(draft, plan) : relationOptions(draft, column, plan),
    values: [],
    target: target.design.name,
    element: null,
    formula: null,
    doc: column.doc,
    column: plan.isOverFields ? null : column,
    carry: plan.isOverFields ? 'none' : keyCarry(target.key, column),
  }
  Object.assign(field.options, onDeleteOf(draft, plan, { to, site }))
  if (!plan.isOverFields) {
    sayLostDefault(column, to, site)
    sayOtherName(column, { field, from, to: `${design.name}.${field.property}`, site })
    Object.assign(field.options, physical(draft, field, site.adopt))
    draft.fieldOf.set(column.name, field)
  }
  draft.relationOf.set(plan, field)
}

/** The id of a relation is called after it, also where the source has another name for it. */
function sayOtherName(
  column: SourceColumn,
  { field, from, to, site }: { field: FieldDesign; from: string; to: string; site: FieldSite },
): void {
  if (column.field === null || [field.property, field.name].includes(column.field)) return
  const reason = `a relation called ${field.name} keeps its id in ${field.property}`
  site.report.rename({ what: 'field', from, to, reason })
}

function sayLostDefault(
  { default: preset }: SourceColumn,
  to: string,
  { report }: FieldSite,
): void {
  if (preset === null || (preset.kind === 'literal' && preset.value === null)) return
  const value = preset.kind === 'literal' ? ` (${JSON.stringify(preset.value)})` : ''
  const text = 'relations have no default: set it in a hook before create'
  report.note('defaults', `${to}${value}`, text)
}

function overFields(draft: EntityDraft, { columns }: RelationPlan): FieldDesign['options'] {
  const fields = columns.flatMap((column) => draft.fieldOf.get(column.name)?.property ?? [])
  return { fields }
}

function relationOptions(
  draft: EntityDraft,
  column: SourceColumn,
  { target }: RelationPlan,
): FieldDesign['options'] {
  const isKey = isKeyColumn(draft, column)
  const isWhole = isKey && draft.key.kind === 'fields' && draft.key.columns.length === 1
  return {
    ...((isKey || !column.nullable) && { required: true }),
    ...((isUnique(draft, column) || (isWhole && target !== draft.table)) && { unique: true }),
  }
}

function onDeleteOf(
  draft: EntityDraft,
  { foreignKey, columns }: RelationPlan,
  { to, site }: { to: string; site: FieldSite },
): FieldDesign['options'] {
  const isRequired = columns.some((column) => isKeyColumn(draft, column) || !column.nullable)
  const { onDelete } = foreignKey
  switch (onDelete) {
    case 'cascade':
      return { onDelete }
    case 'setNull':
      if (!isRequired) return {}
      site.report.note(
        'relations',
        to,
        'required, and would become null: its target cannot be deleted (restrict)',
      )
      return {}
    case 'setDefault':
      site.report.note(
        'relations',
        to,
        'would become its default there: its target cannot be deleted (restrict)',
      )
      return isRequired ? {} : { onDelete: 'restrict' }
    case 'noAction':
      if (site.adopt !== null) return { onDelete }
      return isRequired ? {} : { onDelete: 'restrict' }
    case 'restrict':
      return isRequired ? {} : { onDelete }
  }
}

/** What is done to the values of a column that holds ids. */
export function keyCarry(key: KeyPlan, { type }: SourceColumn): Carry {
  if (key.kind === 'serial' || key.kind === 'int') return 'number'
  if (type.kind === 'uuid') return 'lower'
  return type.kind === 'text' && type.padded === true ? 'trimEnd' : 'same'
}

/** What a whole number of few bits can be, which the column would refuse otherwise. */
function rangeOf({ type, native }: SourceColumn): FieldDesign['options'] {
  if (type.kind !== 'integer' || !/^(?:small|int)/i.test(native)) return {}
  if (type.bits === 16) return { min: -32_768, max: 32_767 }
  return type.bits === 32 ? { min: -2_147_483_648, max: 2_147_483_647 } : {}
}

/** Names and types of an adopted database, where they are others than those Cambium would choose. */
function physical(
  { table }: EntityDraft,
  { property, column }: FieldDesign,
  adopt: AdoptRules | null,
): FieldDesign['options'] {
  if (adopt === null || column === null) return {}
  const stored = adopt.storedOf(column, table)
  return {
    ...(column.name !== snakeCase(property) && { column: column.name }),
    ...(stored !== null && { stored }),
  }
}
