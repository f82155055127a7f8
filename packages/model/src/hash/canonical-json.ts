/** JSON with sorted keys, so that equal values have equal text. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value)
    .filter(([, element]) => element !== undefined)
    .sort(([left], [right]) => (left < right ? -1 : 1))
    .map(([key, element]) => `${JSON.stringify(key)}:${canonicalJson(element)}`)
  return `{${entries.join(',')}}`
}
