import type { AnyRecord } from './list-query.ts'
import { badQuery } from './refusal.ts'
import type { Resource } from './resource.ts'

/** The names in `fields=`, checked: only fields that can be in an answer. */
export function checkFields(resource: Resource, fields: readonly string[] | undefined): void {
  for (const field of fields ?? []) {
    const schema = resource.fields[field]
    if (!resource.columns.has(field) || schema?.hidden || schema?.writeOnly) {
      throw badQuery('fields', `A ${resource.words} has no field "${field}"`)
    }
  }
}

/** The records with nothing but the wanted fields and the included relations. */
export function pickFields<Record extends object>(
  records: Record[],
  fields: readonly string[] | undefined,
  included: readonly string[],
): Record[] {
  if (!fields || fields.length === 0) return records
  const kept = [...fields, ...included]
  return records.map((record) => {
    const picked: AnyRecord = {}
    for (const field of kept) {
      const value = (record as AnyRecord)[field]
      if (value !== undefined) picked[field] = value
    }
    return picked as Record
  })
}
