import { anonymous } from '../../access/index.ts'
import { type AnyRecord, type Registry, recordMakerOf } from '../../operation/index.ts'
import type { ExportedProperties } from './exported-properties.ts'
import type { Row } from './read-rows.ts'

/** What is written of rows whose secrets are left out, where a table does not take a row without them. */
export interface FilledRows {
  readonly properties: readonly string[]
  prepare(row: Row): Row
}

/** Secrets that must have a value get the one a new record would have. */
export function fillLeftOut(registry: Registry, entity: ExportedProperties): FilledRows {
  const { shape, properties, leftOut } = entity
  const { fields, name, tenant } = shape.resource
  const needed = leftOut.filter((property) => {
    const type = fields[property]?.type
    return !(Array.isArray(type) && type.includes('null'))
  })
  if (needed.length === 0) return { properties, prepare: (row) => row }
  const complete = recordMakerOf(registry.get(name).create)
  return {
    properties: [...properties, ...needed],
    prepare(row) {
      const input = { ...row } as AnyRecord
      const of = tenant === undefined ? '' : String(row[tenant] ?? '')
      const now = new Date(0).toISOString()
      const made = complete({ input, caller: anonymous, now, tenant: of })
      return { ...row, ...Object.fromEntries(needed.map((one) => [one, made[one] ?? ''])) }
    },
  }
}
