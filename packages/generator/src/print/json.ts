/**
 * JSON with one member a line and the comma in front of it, so that one more member is one line more and touches no
 * other line. What fits within `width` stays on one line.
 */
export function printJson(value: unknown, width: number = 120): string {
  return `${print(value, '', width)}\n`
}

function print(value: unknown, indent: string, width: number): string {
  const short = inline(value)
  if (typeof value !== 'object' || value === null) return short
  if (short.length + indent.length <= width && !growing.has(value)) return short
  const inner = `${indent}  `
  if (Array.isArray(value)) {
    if (value.length === 0) return '[]'
    return lines(
      '[',
      ']',
      indent,
      value.map((item) => print(item, inner, width)),
    )
  }
  const members = Object.entries(value).filter(([, item]) => item !== undefined)
  if (members.length === 0) return '{}'
  return lines(
    '{',
    '}',
    indent,
    members.map(([key, item]) => member(key, item, inner, width)),
  )
}

function member(key: string, value: unknown, indent: string, width: number): string {
  const name = JSON.stringify(key)
  const text = print(value, `${indent}  `, width)
  if (!text.includes('\n')) return `${name}: ${text}`
  return `${name}:\n${indent}  ${text}`
}

function lines(open: string, close: string, indent: string, items: readonly string[]): string {
  const rest = items.map((item, index) => `${index === 0 ? open : ','} ${item}`)
  return `${rest.join(`\n${indent}`)}\n${indent}${close}`
}

function inline(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inline).join(', ')}]`
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, item]) => item !== undefined)
    if (members.length === 0) return '{}'
    return `{ ${members.map(([key, item]) => `${JSON.stringify(key)}: ${inline(item)}`).join(', ')} }`
  }
  return JSON.stringify(value)
}

const growing = new WeakSet<object>()

/** Marks an object or array that grows with the model: it is printed one member a line however short it is. */
export function memberLines<Value extends object>(value: Value): Value {
  growing.add(value)
  return value
}
