/** A value from TypeScript or a database in one form: 1 and true, a Date and its text, are the same. */
export function plainValue(value: unknown, form: 'decision' | 'value'): unknown {
  if (form === 'decision') return value === true || value === 1 || value === 1n
  if (value === null || value === undefined) return null
  if (typeof value === 'boolean') return value ? 1 : 0
  if (typeof value === 'bigint') return Number(value)
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value))
    return `${value}T00:00:00.000Z`
  return value === 0 ? 0 : value
}
