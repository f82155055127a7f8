/**
 * A JSON value with the names of its objects in one order, the one PostgreSQL keeps them in: shorter ones first. So the same record
 * is the same text whichever database it is in.
 */
export function canonicalJson(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(canonicalJson)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).map(([name, inner]) => ({
    name,
    bytes: Buffer.from(name),
    inner,
  }))
  entries.sort(
    (one, other) => one.bytes.length - other.bytes.length || one.bytes.compare(other.bytes),
  )
  return Object.fromEntries(entries.map(({ name, inner }) => [name, canonicalJson(inner)]))
}
