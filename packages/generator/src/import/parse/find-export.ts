import { readdirSync, statSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import { findElements, readHead } from '../json-file/index.ts'

/** The files of an export folder. */
export interface ParseExport {
  folder: string
  /** By class: `Product`, `_User`. */
  classes: Map<string, string>
  joins: JoinFile[]
  /** The answer of `GET /schemas`, where it lies there. */
  schemas: string | null
  /** Files that are neither. */
  others: string[]
}

/** The pairs of a relation. */
export interface JoinFile {
  path: string
  field: string
  owner: string
}

/** The colon as such, and as file systems that have none write it. */
const joinName = /^_Join[:\ua789\uff1a_%](?:3A)?(.+?)[:\ua789\uff1a%](?:3A)?(.+)$/
const schemaNames = new Set(['schemas', '_SCHEMA', 'schema'])
/** Classes of Parse itself that nothing else is called like. */
const ownClass = /^_(?:User|Role|Session|Installation)$/
const className = /^_?[A-Za-z][A-Za-z0-9_]*$/

/** Looks through a folder for the files of an export. */
export function findExport(folder: string): ParseExport {
  const found: ParseExport = { folder, classes: new Map(), joins: [], schemas: null, others: [] }
  for (const name of readdirSync(folder).toSorted()) {
    const path = join(folder, name)
    if (name.startsWith('.') || !statSync(path).isFile()) continue
    place(found, path)
  }
  return found
}

function place(found: ParseExport, path: string): void {
  const name = basename(path, extname(path)).normalize('NFC')
  if (extname(path) !== '.json') {
    found.others.push(basename(path))
    return
  }
  const joined = joinName.exec(name)
  if (joined) found.joins.push({ path, field: joined[1] ?? '', owner: joined[2] ?? '' })
  else if (schemaNames.has(name) && isSchemas(path)) found.schemas = path
  else if (className.test(name)) found.classes.set(name, path)
  else found.others.push(basename(path))
}

/** Whether it is the answer of `GET /schemas` and not a class that is called so. */
function isSchemas(path: string): boolean {
  const name = basename(path, extname(path))
  return name === '_SCHEMA' || readHead(path).includes('"className"')
}

/** Whether a folder is an export: a file of pairs or of a class of Parse itself, or records with an `objectId`. */
export function isExport(folder: string): boolean {
  const { classes, joins, schemas } = findExport(folder)
  if (joins.length > 0 || schemas !== null) return true
  const files = [...classes]
  if (files.some(([name, path]) => ownClass.test(name) && findElements(path) !== null)) return true
  return files.length > 0 && files.every(([, path]) => hasObjectIds(path))
}

function hasObjectIds(path: string): boolean {
  if (findElements(path) === null) return false
  const head = readHead(path)
  return head.includes('"objectId"') || /"results"\s*:\s*\[\s*\]/.test(head.toString('latin1'))
}
