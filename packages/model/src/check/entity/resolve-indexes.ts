import type { EntityIR, FieldIR, IndexIR, JsonValue } from '../../ir/index.ts'
import type { Report } from '../finding.ts'
import { describe, isMade, type JsonObject } from '../source-model.ts'
import { notStored, readDirection, requireField, unsortable } from './find-field.ts'

const prefixes: Record<IndexIR['kind'], string> = {
  btree: 'ix',
  unique: 'ux',
  fulltext: 'ft',
  geo: 'gx',
}
const textKinds = new Set(['text', 'email', 'url', 'slug'])

/** The indexes of an entity, named by identities. Those that cannot be are reported and left out. */
export function resolveIndexes(
  entity: EntityIR,
  written: JsonValue | undefined,
  report: Report,
): IndexIR[] {
  const indexes: IndexIR[] = []
  const list = Array.isArray(written) ? written : []
  list.forEach((value, at) => {
    const path = [entity.name, 'indexes', String(at)]
    const index = readIndex(entity, value, { path, report })
    if (index === null) return
    if (indexes.some(({ name }) => name === index.name)) {
      report.error('CAM153', path, 'This index is there already', { hint: 'Remove one of them' })
    } else {
      indexes.push(index)
    }
  })
  return indexes
}

interface IndexSite {
  path: string[]
  report: Report
}

function readIndex(
  entity: EntityIR,
  value: JsonValue,
  { path, report }: IndexSite,
): IndexIR | null {
  if (!isMade(value, 'index')) {
    report.error('CAM114', path, `An index is ${describe(value)}`, {
      hint: "An index is made by index(), unique(), fulltext() or geo(): index('status', '-createdAt')",
    })
    return null
  }
  const kind = kindOf(value)
  const written = Array.isArray(value.fields) ? value.fields : []
  if (written.length === 0) {
    report.error('CAM153', path, 'The index names no field', { hint: "Write: index('status')" })
  }
  const fields = written.flatMap((item, at) => {
    const { name, descending } = readDirection(String(item))
    const place = [...path, String(at)]
    const field = requireField(entity, name, { code: 'CAM150', path: place, report })
    if (field === undefined || !suits(field, { kind, descending, path: place, report })) return []
    return [{ field: field.name, descending, id: field.id }]
  })
  if (fields.length < written.length || fields.length === 0) return null
  if (new Set(fields.map(({ id }) => id)).size < fields.length) {
    report.error('CAM153', path, 'The index names a field twice')
    return null
  }
  return nameIndex(entity, kind, fields)
}

/** A field of an index, with its identity. */
export interface IndexedField {
  field: string
  descending: boolean
  id: number
}

/** An index, named by identities. */
export function nameIndex(
  entity: EntityIR,
  kind: IndexIR['kind'],
  fields: readonly IndexedField[],
): IndexIR {
  const ids = fields.map(({ id, descending }) => (descending ? `-${id}` : String(id)))
  return {
    name: [prefixes[kind], entity.id, ...ids].join('_'),
    kind,
    fields: fields.map(({ field, descending }) => ({ field, descending })),
  }
}

function kindOf({ kind }: JsonObject): IndexIR['kind'] {
  return kind === 'unique' || kind === 'fulltext' || kind === 'geo' ? kind : 'btree'
}

function suits(
  field: FieldIR,
  { kind, descending, path, report }: IndexSite & { kind: IndexIR['kind']; descending: boolean },
): boolean {
  const { name } = field
  if (field.column === null) {
    report.error('CAM151', path, `"${name}" ${notStored(field)}, so it cannot be indexed`, {
      hint: field.computed || field.kind === 'computed' ? 'Add: stored: true' : null,
    })
    return false
  }
  const problem = misfit(field, kind)
  if (problem !== null) report.error('CAM152', path, `"${name}" ${problem}`)
  else if (descending && kind !== 'btree') {
    report.error('CAM152', path, `${kind}() has no direction: leave out the "-"`)
    return false
  }
  return problem === null
}

function misfit(field: FieldIR, kind: IndexIR['kind']): string | null {
  if (kind === 'fulltext') {
    if (field.encrypted) return 'is encrypted, so its words cannot be indexed'
    return textKinds.has(field.kind) ? null : `is of kind ${field.kind}, and fulltext() takes texts`
  }
  if (kind === 'geo')
    return field.kind === 'point' ? null : `is of kind ${field.kind}, and geo() takes a point()`
  if (field.kind === 'point') return 'is a point: use geo()'
  return field.extra.encrypted === 'searchable' ? null : unsortable(field)
}
