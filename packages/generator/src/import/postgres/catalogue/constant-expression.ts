const part =
  /\s+|E?'(?:[^'\\]|''|\\[\s\S])*'|::|"(?:[^"]|"")*"|[\p{L}_][\p{L}\p{N}_$]*|\d+(?:\.\d*)?(?:e[+-]?\d+)?|[\s\S]/giu

const words: ReadonlySet<string> = new Set(['true', 'false', 'null', 'array'])
const signs: ReadonlySet<string> = new Set(['(', ')', '[', ']', ',', '-', '+'])
/** Words of types of more than one. */
const more: ReadonlySet<string> = new Set([
  'varying',
  'precision',
  'with',
  'without',
  'time',
  'zone',
])
/** Texts that mean another moment each time they are read. */
const moving = /^'(?:now|today|tomorrow|yesterday|allballs)'$/i

/**
 * Whether an expression, as the server prints it, is made of literals, casts, lists and signs alone: it is worth the same whoever
 * works it out, whenever.
 */
export function isConstantExpression(sql: string): boolean {
  const parts = (sql.match(part) ?? []).filter((one) => one.trim() !== '')
  let at = 0
  while (at < parts.length) {
    const now = parts[at] ?? ''
    if (now === '::') {
      at = behindType(parts, at + 1)
      continue
    }
    const isValue = /^(?:E?'|\d)/i.test(now) && !moving.test(now)
    if (!isValue && !words.has(now.toLowerCase()) && !signs.has(now)) return false
    at++
  }
  return parts.length > 0
}

/** The part behind the name of a type, its modifier and its brackets. */
function behindType(parts: readonly string[], start: number): number {
  let at = start + 1
  while (parts[at] === '.') at += 2
  while (more.has(parts[at]?.toLowerCase() ?? '')) at++
  if (parts[at] === '(') at = parts.indexOf(')', at) + 1 || parts.length
  while (more.has(parts[at]?.toLowerCase() ?? '')) at++
  while (parts[at] === '[' && parts[at + 1] === ']') at += 2
  return at
}
