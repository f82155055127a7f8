import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import type { JsonValue } from '@cambium/model'
import { ImportError } from '../source/index.ts'
import { isObject, type JsonObject } from './parse-value.ts'

/** What the server says of a class. */
export interface DeclaredClass {
  name: string
  fields: Map<string, DeclaredField>
  /** The class-level permissions; `null` where they are not said. */
  permissions: JsonObject | null
}

export interface DeclaredField {
  /** `String`, `Number`, `Pointer`, ... */
  type: string
  target: string | null
  required: boolean
  default: JsonValue
}

/** Reads the answer of `GET /schemas`, as `{ results: [...] }`, as a list, or as the database keeps it. */
export function readSchemas(path: string): Map<string, DeclaredClass> {
  const text = readFileSync(path, 'utf8').replace(/^\ufeff/, '')
  const all = listIn(parse(text, path))
  const declared = all.filter(isObject).map((schema) => declaredClass(schema))
  return new Map(declared.filter(({ name }) => name !== '').map((one) => [one.name, one]))
}

function parse(text: string, path: string): JsonValue {
  try {
    return JSON.parse(text) as JsonValue
  } catch (error) {
    const lines = linesOf(text)
    if (lines === null) throw noJson(path, error as Error)
    return lines
  }
}

/** As the database exports it: a class a line. */
function linesOf(text: string): JsonValue[] | null {
  try {
    const lines = text.split('\n').filter((line) => line.trim() !== '')
    return lines.map((line) => JSON.parse(line) as JsonValue)
  } catch {
    return null
  }
}

function noJson(path: string, cause: Error): ImportError {
  return new ImportError(
    `${basename(path)} is no JSON: ${cause.message}`,
    'Fetch it again, or take it out of the folder: then types come from the records alone.',
    { cause },
  )
}

function listIn(value: JsonValue): JsonValue[] {
  if (Array.isArray(value)) return value
  if (!isObject(value)) return []
  if (Array.isArray(value.results)) return value.results
  return value.className === undefined && value._id === undefined ? [] : [value]
}

function declaredClass(schema: JsonObject): DeclaredClass {
  const { className, fields, classLevelPermissions, _id: id, _metadata: metadata } = schema
  if (isObject(fields)) {
    const read = Object.entries(fields).map(([name, field]): [string, DeclaredField] => [
      name,
      isObject(field) ? declaredField(field) : storedField(String(field)),
    ])
    return {
      name: typeof className === 'string' ? className : '',
      fields: new Map(read),
      permissions: isObject(classLevelPermissions) ? classLevelPermissions : null,
    }
  }
  // In the database a class is a document with a text for each field.
  const stored = Object.entries(schema).filter(([name]) => !/^_(?:id|metadata)$/.test(name))
  const known = isObject(metadata) ? metadata.class_permissions : undefined
  return {
    name: typeof id === 'string' ? id : String(className ?? ''),
    fields: new Map(stored.map(([name, text]) => [name, storedField(String(text))])),
    permissions: isObject(known) ? known : null,
  }
}

function declaredField({ type, targetClass, required, defaultValue }: JsonObject): DeclaredField {
  return {
    type: String(type),
    target: typeof targetClass === 'string' ? targetClass : null,
    required: required === true,
    default: defaultValue ?? null,
  }
}

const storedTypes: { readonly [type: string]: string } = {
  string: 'String',
  number: 'Number',
  boolean: 'Boolean',
  date: 'Date',
  array: 'Array',
  object: 'Object',
  geopoint: 'GeoPoint',
  file: 'File',
  bytes: 'Bytes',
  polygon: 'Polygon',
  map: 'Object',
}

/** `*_User` is a pointer, `relation<Tag>` a relation. */
function storedField(text: string): DeclaredField {
  const relation = /^relation<(.+)>$/.exec(text)
  const bare = { required: false, default: null }
  if (relation) return { type: 'Relation', target: relation[1] ?? null, ...bare }
  if (text.startsWith('*')) return { type: 'Pointer', target: text.slice(1), ...bare }
  return { type: storedTypes[text] ?? text, target: null, ...bare }
}
