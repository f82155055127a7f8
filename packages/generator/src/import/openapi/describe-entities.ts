import {
  type LeftBehind,
  newColumn,
  newTable,
  type SourceColumn,
  type SourceNote,
  type SourceTable,
} from '../source/index.ts'
import { type Document, type SchemaView, viewSchema } from './document/index.ts'
import type { EntityPlan, FoundEntities } from './entities/index.ts'
import { fieldType, limitsOf, presetOf } from './fields/index.ts'

/** An entity as a table that is being made. */
export interface EntityTable {
  plan: EntityPlan
  table: SourceTable
  key: SourceColumn
  /** Properties that lead to other entities, to be settled when all tables are there. */
  references: PendingReference[]
}

export interface PendingReference {
  property: string
  target: EntityPlan
  isMany: boolean
  nullable: boolean
  doc: string | null
}

export interface DescribeSite {
  document: Document
  found: FoundEntities
  left: LeftBehind[]
  notes: SourceNote[]
}

interface Property {
  name: string
  view: SchemaView
  isRequired: boolean
  /** It is sent and never read. */
  isInputOnly: boolean
}

/** Makes the table of an entity; its references to others are settled later. */
export function describeEntity(plan: EntityPlan, site: DescribeSite): EntityTable {
  const properties = propertiesOf(plan, site.document)
  const key = keyOf(plan, properties)
  const table = newTable(plan.name, { entity: plan.name, doc: plan.main.doc })
  const made: EntityTable = { plan, table, key: keyColumn(plan, key), references: [] }
  table.columns.push(made.key)
  table.primaryKey = [made.key.name]
  for (const property of properties) {
    if (property === key) continue
    const reference = referenceOf(property, site)
    if (reference !== null) made.references.push(reference)
    else table.columns.push(columnOf(plan, property, site))
  }
  return made
}

/** Those of what is read first, then those of its variants, then what is only sent. */
function propertiesOf(plan: EntityPlan, document: Document): Property[] {
  const properties = new Map<string, Property>()
  const sent = plan.inputs.filter(({ required }) => required.size > 0)
  // What must be sent must be there; a schema of what is read seldom says so.
  const isRequired = (name: string): boolean =>
    plan.main.required.size > 0
      ? plan.main.required.has(name)
      : sent.some(({ required }) => required.has(name))
  const add = (view: SchemaView, parts: { isInputOnly: boolean; mayRequire: boolean }): void => {
    for (const [name, place] of view.properties) {
      if (properties.has(name)) continue
      const inner = viewSchema(document, place)
      properties.set(name, {
        name,
        view: inner,
        isRequired: parts.mayRequire && isRequired(name),
        isInputOnly: parts.isInputOnly || inner.schema.writeOnly === true,
      })
    }
  }
  add(plan.main, { isInputOnly: false, mayRequire: true })
  for (const view of plan.variants) add(view, { isInputOnly: false, mayRequire: false })
  for (const view of plan.inputs) add(view, { isInputOnly: true, mayRequire: false })
  return [...properties.values()]
}

function keyOf({ name, parameter }: EntityPlan, properties: readonly Property[]): Property | null {
  const own = name.toLowerCase()
  const scalar = properties.filter(({ view }) =>
    view.types.every((type) => type === 'string' || type === 'integer' || type === 'number'),
  )
  const plain = (text: string): string => text.toLowerCase().replaceAll(/[_-]/g, '')
  const wanted = ['id', `${own}id`, plain(parameter ?? 'id'), 'uuid', 'guid', 'key']
  return (
    wanted.map((one) => scalar.find((property) => plain(property.name) === one)).find(Boolean) ??
    null
  )
}

function keyColumn(plan: EntityPlan, key: Property | null): SourceColumn {
  const made = newColumn('id', { type: { kind: 'uuid' }, default: { kind: 'uuid' }, native: 'id' })
  if (key === null) return made
  const { format } = key.view.schema
  const base = { ...made, name: key.name, native: nativeOf(key.view) }
  if (!key.view.types.includes('string')) {
    return { ...base, type: { kind: 'integer', bits: 32 }, default: { kind: 'counter' } }
  }
  if (format === 'uuid') return base
  // An id that no input has is made by the server.
  const isMade =
    key.view.schema.readOnly === true ||
    (plan.inputs.length > 0 && !plan.inputs.some(({ properties }) => properties.has(key.name)))
  return {
    ...base,
    type: { kind: 'text', max: null },
    default: isMade ? { kind: 'shortId' } : null,
  }
}

function nativeOf({ types, schema }: SchemaView): string {
  const format = typeof schema.format === 'string' ? ` (${schema.format})` : ''
  return `${types.join(' or ') || 'anything'}${format}`
}

function referenceOf(
  { name, view, isRequired }: Property,
  { document, found }: DescribeSite,
): PendingReference | null {
  const inner = view.items === null ? null : viewSchema(document, view.items)
  const target = found.of(inner ?? view) ?? onlyEntity(inner ?? view, { document, found })
  if (target === null) return null
  const nullable = view.nullable || !isRequired
  return { property: name, target, isMany: inner !== null, nullable, doc: docOf(view, target) }
}

/** An id, or the whole of what has that id. */
function onlyEntity(
  { alternatives }: SchemaView,
  { document, found }: Pick<DescribeSite, 'document' | 'found'>,
): EntityPlan | null {
  const views = alternatives.map((place) => viewSchema(document, place))
  const targets = new Set(views.map((view) => found.of(view)))
  const isId = ({ types }: SchemaView): boolean =>
    types.every((type) => type === 'string' || type === 'integer')
  const [target] = [...targets].filter((one) => one !== null)
  const isSure = views.every((view) => found.of(view) === target || isId(view))
  return target !== undefined && isSure ? target : null
}

/** What the property says of itself, and not what its schema says of the other entity. */
function docOf(view: SchemaView, target: EntityPlan): string | null {
  return view.doc === target.main.doc ? null : view.doc
}

const createdName = /^created_?at$/i
const updatedName = /^updated_?at$/i

function columnOf(plan: EntityPlan, property: Property, site: DescribeSite): SourceColumn {
  const { name, view, isRequired, isInputOnly } = property
  const { type, note } = fieldType(site.document, view)
  const limits = limitsOf(view, type)
  for (const text of [note, limits.note]) {
    if (text !== null) site.notes.push({ what: `schema ${plan.name}, property ${name}`, text })
  }
  const isTime = type.kind === 'instant'
  const isUpdateTime = isTime && updatedName.test(name)
  const isOwnTime = isUpdateTime || (isTime && createdName.test(name))
  const { options } = limits
  if (view.schema.readOnly === true && !isOwnTime) options.readOnly = true
  else if (isInputOnly) options.writeOnly = true
  if (view.schema.deprecated === true) options.deprecated = 'The API it came from gave it up.'
  // What the server alone sets is not asked of whoever makes one.
  const isOpen = !isRequired || options.readOnly === true
  const { default: given = null } = view.schema
  const preset = presetOf(given, { type, options })
  if (given !== null && preset === null) {
    const text = `the default ${JSON.stringify(given)} is none that the field takes: it is left out`
    site.notes.push({ what: `schema ${plan.name}, property ${name}`, text })
  }
  return newColumn(name, {
    type,
    native: nativeOf(view),
    nullable: !isOwnTime && (view.nullable || (isOpen && preset === null)),
    default: isOwnTime ? { kind: 'now' } : preset,
    doc: view.doc,
    isUpdateTime,
    ...(Object.keys(options).length > 0 && { options }),
  })
}
