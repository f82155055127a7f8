import { isIdentifierName } from './identifier.ts'

/** A string in single quotes that means exactly this text. */
export function stringLiteral(text: string): string {
  const inner = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")
  // Linters take a literal placeholder for a forgotten template.
  return `'${inner.replaceAll('${', '\\u0024{')}'`
}

/** Text that stands for itself inside a template literal. */
export function templateText(text: string): string {
  return text.replace(/[\\`]/g, (found) => `\\${found}`).replaceAll('${', '\\${')
}

/** A JSON value as a literal on one line, keys quoted only where they must be. */
export function literal(value: unknown): string {
  if (typeof value === 'string') return stringLiteral(value)
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`
  if (typeof value === 'object' && value !== null) return objectLiteral(value)
  return String(value)
}

/** A key of an object literal or interface. */
export function propertyKey(name: string): string {
  return isIdentifierName(name) || /^(0|[1-9]\d{0,14})$/.test(name) ? name : stringLiteral(name)
}

/** `base.name`, or `base['na-me']` where the name is no identifier. */
export function memberOf(base: string, name: string): string {
  return isIdentifierName(name) ? `${base}.${name}` : `${base}[${stringLiteral(name)}]`
}

function objectLiteral(value: object): string {
  const entries = Object.entries(value).filter(([, item]) => item !== undefined)
  if (entries.length === 0) return '{}'
  return `{ ${entries.map(([key, item]) => `${propertyKey(key)}: ${literal(item)}`).join(', ')} }`
}
