import type { JsonValue } from '@cambium/model'
import { isObject, type JsonObject, objectIn, textsIn } from './json-object.ts'
import type { Document, Place } from './read-document.ts'

/** A schema as it is meant, with its references followed and its parts put together. */
export interface SchemaView {
  /** The name it is known by: the last part of its reference, or its title. */
  name: string | null
  /** Where it stands, to know it again. */
  key: string
  /** Types beside `null`. */
  types: string[]
  nullable: boolean
  schema: JsonObject
  /** By name, in their order. */
  properties: Map<string, Place>
  required: Set<string>
  items: Place | null
  /** Schemas of which it is one. */
  alternatives: Place[]
  doc: string | null
}

const deepest = 30

/** Looks at the schema at a place. */
export function viewSchema(document: Document, place: Place): SchemaView {
  return view(document, place, 0)
}

function view(document: Document, place: Place, depth: number): SchemaView {
  const schema = objectIn(place.value)
  const { $ref: reference } = schema
  if (typeof reference !== 'string' || depth > deepest) return ownView(document, { place, depth })
  const target = document.follow(reference, place.file)
  const seen = view(document, target, depth + 1)
  const { $ref: _, ...beside } = schema
  const named = { ...seen, name: nameOf(reference) ?? seen.name }
  // From 3.1 on there may be more beside the reference.
  if (Object.keys(beside).length === 0) return named
  return {
    ...named,
    schema: { ...seen.schema, ...beside },
    nullable: seen.nullable || beside.nullable === true,
    doc: docOf(beside) ?? seen.doc,
  }
}

function nameOf(reference: string): string | null {
  const [file = '', pointer = ''] = reference.split('#')
  const last = pointer.split('/').at(-1)
  const name = last === undefined || last === '' ? (file.split('/').at(-1) ?? '') : last
  return decodeURIComponent(name).replace(/\.(?:schema)?\.?(?:json|ya?ml)$/i, '') || null
}

interface ViewSite {
  place: Place
  depth: number
}

function ownView(document: Document, { place, depth }: ViewSite): SchemaView {
  const schema = objectIn(place.value)
  const key = `${place.file}#${place.pointer}`
  const inner = (name: string, value: JsonValue): Place => ({
    value,
    file: place.file,
    pointer: `${place.pointer}/${name}`,
  })
  const named = Object.entries(objectIn(schema.properties))
  const base: SchemaView = {
    name: typeof schema.title === 'string' ? schema.title : null,
    key,
    types: typesOf(schema),
    nullable: isNullable(schema),
    schema,
    properties: new Map(named.map(([name, value]) => [name, inner(`properties/${name}`, value)])),
    required: new Set(textsIn(schema.required)),
    items: isObject(schema.items) ? inner('items', schema.items) : null,
    alternatives: [],
    doc: docOf(schema),
  }
  const parts = listIn(schema.allOf).map((part, index) =>
    view(document, inner(`allOf/${index}`, part), depth + 1),
  )
  for (const part of parts) merge(base, part)
  takeOnly(base, { parts, hasOwn: named.length > 0 })
  const [word, list] =
    schema.oneOf === undefined ? ['anyOf', schema.anyOf] : ['oneOf', schema.oneOf]
  const choices = listIn(list).map((value, index) => inner(`${word}/${index}`, value))
  return chosen(document, { base, choices, depth })
}

/** What has one alternative beside `null` is that one. */
function chosen(
  document: Document,
  { base, choices, depth }: { base: SchemaView; choices: Place[]; depth: number },
): SchemaView {
  const real = choices.filter(({ value }) => !isNull(objectIn(value)))
  const nullable = base.nullable || real.length < choices.length
  const [only] = real
  if (real.length !== 1 || only === undefined) return { ...base, nullable, alternatives: real }
  const inner = view(document, only, depth + 1)
  return { ...inner, nullable: nullable || inner.nullable, doc: base.doc ?? inner.doc }
}

function merge(base: SchemaView, part: SchemaView): void {
  for (const [name, place] of part.properties) {
    if (!base.properties.has(name)) base.properties.set(name, place)
  }
  for (const name of part.required) base.required.add(name)
  base.types = base.types.length === 0 ? part.types : base.types
  base.items ??= part.items
  base.doc ??= part.doc
  base.nullable ||= part.nullable
  base.schema = { ...part.schema, ...base.schema }
}

/** A reference with something beside it, as it was written before 3.1, is what it refers to. */
function takeOnly(
  base: SchemaView,
  { parts, hasOwn }: { parts: readonly SchemaView[]; hasOwn: boolean },
): void {
  const [only, ...others] = parts.filter(
    ({ properties, types }) => properties.size + types.length > 0,
  )
  if (only === undefined || others.length > 0 || hasOwn) return
  base.key = only.key
  base.name ??= only.name
}

function listIn(value: JsonValue | undefined): JsonValue[] {
  return Array.isArray(value) ? value : []
}

function typesOf(schema: JsonObject): string[] {
  const { type } = schema
  const said = typeof type === 'string' ? [type] : textsIn(type)
  const types = said.filter((one) => one !== 'null')
  if (types.length > 0) return types
  if (isObject(schema.properties)) return ['object']
  if (schema.items !== undefined) return ['array']
  const values = Array.isArray(schema.enum) ? schema.enum : [schema.const ?? null]
  return values.every((one) => typeof one === 'string') ? ['string'] : []
}

function isNull(schema: JsonObject): boolean {
  return schema.type === 'null' || schema.const === null || String(schema.enum) === ''
}

function isNullable(schema: JsonObject): boolean {
  const { enum: values } = schema
  return (
    schema.nullable === true ||
    schema['x-nullable'] === true ||
    (Array.isArray(schema.type) && schema.type.includes('null')) ||
    (Array.isArray(values) && values.includes(null))
  )
}

function docOf({ description, title }: JsonObject): string | null {
  const text = typeof description === 'string' ? description : title
  return typeof text === 'string' && text.trim() !== '' ? text.trim() : null
}
