/** Where JSON text stops being JSON, for the person who sent it. */
export interface JsonFault {
  /** Offset in UTF-16 units, from 0. */
  readonly position: number
  readonly line: number
  readonly column: number
  readonly expected: string
}

const space = /[ \t\n\r]*/y
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const literal = /true|false|null/y
const escapeText = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y

/**
 * Finds the first fault of a text that `JSON.parse` refused (RFC 8259). Recursive: only for text whose depth was
 * checked before.
 */
export function findJsonFault(text: string): JsonFault {
  const fault = afterValue(text, skip(space, text, 0), (end) => {
    const rest = skip(space, text, end)
    return rest === text.length ? rest : { position: rest, expected: 'the end of the text' }
  })
  const { position, expected } =
    typeof fault === 'number' ? { position: fault, expected: 'JSON' } : fault
  const before = text.slice(0, position).split('\n')
  return { position, expected, line: before.length, column: (before.at(-1) ?? '').length + 1 }
}

/** The offset after what was read, or the fault. */
type Step = number | { position: number; expected: string }

function afterValue(text: string, start: number, then: (end: number) => Step): Step {
  const end = readValue(text, start)
  return typeof end === 'number' ? then(end) : end
}

function readValue(text: string, at: number): Step {
  switch (text[at]) {
    case '{':
      return readItems(text, at, '}', readMember)
    case '[':
      return readItems(text, at, ']', readValue)
    case '"':
      return readString(text, at)
    default: {
      const end = Math.max(skip(number, text, at), skip(literal, text, at))
      return end > at ? end : { position: at, expected: 'a value' }
    }
  }
}

function readItems(
  text: string,
  start: number,
  close: '}' | ']',
  read: (text: string, at: number) => Step,
): Step {
  let at = skip(space, text, start + 1)
  if (text[at] === close) return at + 1
  for (;;) {
    const end = read(text, at)
    if (typeof end !== 'number') return end
    at = skip(space, text, end)
    if (text[at] === close) return at + 1
    if (text[at] !== ',') return { position: at, expected: `"," or "${close}"` }
    at = skip(space, text, at + 1)
  }
}

function readMember(text: string, at: number): Step {
  if (text[at] !== '"') return { position: at, expected: 'a name in double quotes' }
  const end = readString(text, at)
  if (typeof end !== 'number') return end
  const colon = skip(space, text, end)
  if (text[colon] !== ':') return { position: colon, expected: '":"' }
  return readValue(text, skip(space, text, colon + 1))
}

function readString(text: string, start: number): Step {
  let at = start + 1
  for (;;) {
    while (isPlain(text, at)) at++
    if (text[at] === '"') return at + 1
    const end = skip(escapeText, text, at)
    if (end === at) return { position: at, expected: 'the rest of a text and its closing quote' }
    at = end
  }
}

/** A character that may stand in a text unescaped. */
function isPlain(text: string, at: number): boolean {
  const character = text[at]
  return character !== undefined && character >= ' ' && character !== '"' && character !== '\\'
}

function skip(pattern: RegExp, text: string, at: number): number {
  pattern.lastIndex = at
  return pattern.test(text) ? pattern.lastIndex : at
}
