/** Where two JSON values differ first, in words; undefined where they are equal. */
export function firstDifference(seen: unknown, wanted: unknown, path = 'body'): string | undefined {
  if (Object.is(seen, wanted)) return undefined
  if (!isObject(seen) || !isObject(wanted)) {
    return `${path} is ${JSON.stringify(seen)} and not ${JSON.stringify(wanted)}`
  }
  const names = new Set([...Object.keys(wanted), ...Object.keys(seen)])
  for (const name of names) {
    const found = firstDifference(seen[name], wanted[name], `${path}.${name}`)
    if (found !== undefined) return found
  }
  return Array.isArray(seen) === Array.isArray(wanted) ? undefined : `${path} is another kind`
}

function isObject(value: unknown): value is { [name: string]: unknown } {
  return typeof value === 'object' && value !== null
}
