/** A string literal in single quotes. */
export function stringText(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")
  return `'${inner}'`
}

/** A literal. */
export function literalSource(value: string | number | boolean | null): string {
  return typeof value === 'string' ? stringText(value) : String(value)
}

/** Text inside a template literal. */
export function templateSource(text: string): string {
  return text.replace(/[\\`]/g, (found) => `\\${found}`).replaceAll('${', '\\${')
}

/** `.name`, or `['na-me']` where the name is no identifier; `?.` where the object may be missing. */
export function memberSource(name: string, isOptional: boolean): string {
  const isIdentifier = /^[A-Za-z_$][A-Za-z0-9_$]*$/.test(name)
  if (isIdentifier) return `${isOptional ? '?.' : '.'}${name}`
  return `${isOptional ? '?.' : ''}[${stringText(name)}]`
}
