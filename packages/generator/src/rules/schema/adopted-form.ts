import type { FieldIR } from '@cambium/model/ir'

/**
 * How SQL gets at the value of a column that others made, in the form rules know it: as it is, as text, or as an instant whose
 * zone is UTC. `null`: in no way, so that no rule can go by it.
 */
export type AdoptedForm = 'same' | 'text' | 'utc' | null

const wholeNumbers = /^(?:smallint|integer|int|bigint|int[248]|oid)$/
const numbers = /^(?:smallint|integer|int|bigint|int[248]|oid|real|float[48]|numeric)$/
const bytes = /^(?:blob|bytea|uuid bytes|interval|upper)$/

/** The form of a field; that of Cambium's own columns is `same`. */
export function adoptedForm({ value, extra }: FieldIR): AdoptedForm {
  const type = adoptedType(extra)
  if (type === null) return 'same'
  switch (value) {
    case 'string':
      if (/^(?:text|varchar)$/.test(type)) return 'same'
      return bytes.test(type) ? null : 'text'
    case 'integer':
    case 'bigint':
      return wholeNumbers.test(type) ? 'same' : null
    case 'number':
      return numbers.test(type) ? 'same' : null
    case 'decimal':
      return type === 'numeric' ? 'same' : null
    case 'boolean':
      return type === 'boolean' ? 'same' : null
    case 'date':
      return type === 'date' ? 'same' : null
    case 'instant':
      if (type === 'timestamptz') return 'same'
      return type === 'timestamp' ? 'utc' : null
    case 'json':
      return null
  }
}

/** The type a column has in the adopted database; `null` for one of Cambium's own. */
export function adoptedType(extra: FieldIR['extra']): string | null {
  const stored = extra.stored ?? extra.keyType
  if (typeof stored !== 'string') return null
  return stored.replace(/, (?:default|generated)$/, '').replace(/\(.*\)$/, '')
}
