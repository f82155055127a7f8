import type { JsonValue } from '@cambium/model'
import { findElements, readElements } from '../json-file/index.ts'
import { createListObserver, type ListFacts } from './access/index.ts'
import { cleanRecord, type DeclaredTypes } from './clean-record.ts'
import { isObject, kindOf, pointerOf, type ValueKind } from './parse-value.ts'

/** What was seen of one field in all records. */
export interface FieldFacts {
  name: string
  /** How many values there are of each kind, leaving nulls out. */
  kinds: Map<ValueKind, number>
  filled: number
  /** The classes that pointers, lists of pointers and relations lead to. */
  targets: Set<string>
  /** The kinds of what is in the lists. */
  elements: Set<ValueKind>
  /** Every number is 0 or 1. */
  isBinary: boolean
  /** The greatest number, without its sign. */
  greatest: number
}

/** What was seen of a class in all of its records. */
export interface ClassFacts {
  name: string
  rows: number
  fields: Map<string, FieldFacts>
  lists: ListFacts
}

/** Fields that every class has. */
export const systemFields: ReadonlySet<string> = new Set([
  'objectId',
  'createdAt',
  'updatedAt',
  'ACL',
])

/** Reads every record of a class and says what its fields hold. */
export async function observeClass(
  name: string,
  { path, declared }: { path: string | null; declared: DeclaredTypes },
): Promise<ClassFacts> {
  const fields = new Map<string, FieldFacts>()
  const lists = createListObserver(name)
  let rows = 0
  const start = path === null ? undefined : findElements(path)?.start
  if (path !== null && start !== undefined) {
    for await (const { values } of readElements(path, start)) {
      for (const value of values) {
        if (!isObject(value)) continue
        const record = cleanRecord(value, declared)
        rows++
        for (const [field, inner] of Object.entries(record)) observe(fields, field, inner)
        lists.observe(record)
      }
    }
  }
  return { name, rows, fields, lists: lists.facts() }
}

function observe(fields: Map<string, FieldFacts>, name: string, value: JsonValue): void {
  if (systemFields.has(name)) return
  const facts = fields.get(name) ?? newFacts(name)
  fields.set(name, facts)
  if (value === null) return
  const kind = kindOf(value)
  facts.filled++
  facts.kinds.set(kind, (facts.kinds.get(kind) ?? 0) + 1)
  if (typeof value === 'number') {
    facts.isBinary &&= value === 0 || value === 1
    facts.greatest = Math.max(facts.greatest, Math.abs(value))
  }
  if (kind === 'relation' && isObject(value) && typeof value.className === 'string') {
    facts.targets.add(value.className)
  }
  for (const one of Array.isArray(value) ? value : [value]) {
    const pointer = pointerOf(one)
    if (pointer !== null) facts.targets.add(pointer.className)
    if (Array.isArray(value) && one !== null) facts.elements.add(kindOf(one))
  }
}

function newFacts(name: string): FieldFacts {
  return {
    name,
    kinds: new Map(),
    filled: 0,
    targets: new Set(),
    elements: new Set(),
    isBinary: true,
    greatest: 0,
  }
}
