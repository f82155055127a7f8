/** A list as PostgreSQL writes an array: `{a,NULL,{"b c"}}`. */
export function arrayLiteral(list: readonly unknown[]): string {
  return `{${list.map(element).join(',')}}`
}

function element(value: unknown): string {
  if (value === null || value === undefined) return 'NULL'
  if (Array.isArray(value)) return arrayLiteral(value)
  const text = typeof value === 'object' ? JSON.stringify(value) : String(value)
  return `"${text.replaceAll(/["\\]/g, '\\$&')}"`
}
