import { isIdentifierName } from '../../print/index.ts'

/** A piece of an expression, laid out as the formatter of a project lays it out: short ones on a line, others broken. */
export type Piece =
  | string
  | { kind: 'object'; members: readonly Member[]; isOpen?: boolean }
  | { kind: 'array'; items: readonly Piece[] }
  | CallPiece

interface CallPiece {
  kind: 'call'
  callee: string
  args: readonly Piece[]
}

/** A member of an object, with the comment above it. */
export interface Member {
  key: string
  value: Piece
  comment?: string | null
}

const width = 100

/** The text of a piece that begins `column` characters into a line of `indent` and is followed by `after` more. */
export function layOut(
  piece: Piece,
  { indent, column, after = 0 }: { indent: string; column: number; after?: number },
): string {
  if (typeof piece === 'string') return piece
  const short = onOneLine(piece)
  if (short !== null && column + short.length + after <= width) return short
  const inner = `${indent}  `
  switch (piece.kind) {
    case 'object':
      return `{\n${piece.members.map((member) => memberLines(member, inner)).join('\n')}\n${indent}}`
    case 'array':
      return `[\n${lines(piece.items, inner)}\n${indent}]`
    case 'call':
      return brokenCall(piece, { indent, column })
  }
}

function lines(items: readonly Piece[], indent: string): string {
  return items
    .map((item) => `${indent}${layOut(item, { indent, column: indent.length, after: 1 })},`)
    .join('\n')
}

/** The last argument stays at the call where all others fit on its line. */
function brokenCall(
  { callee, args }: CallPiece,
  { indent, column }: { indent: string; column: number },
): string {
  const last = args.at(-1)
  const others = args.slice(0, -1).map(onOneLine)
  const head = `${callee}(${others.map((text) => `${text}, `).join('')}`
  const isHeld = others.every((text) => text !== null) && column + head.length + 1 <= width
  if (last !== undefined && typeof last !== 'string' && last.kind !== 'call' && isHeld) {
    return `${head}${layOut(open(last), { indent, column: width })})`
  }
  return `${callee}(\n${lines(args, `${indent}  `)}\n${indent})`
}

function open(piece: Piece): Piece {
  return typeof piece !== 'string' && piece.kind === 'object' ? { ...piece, isOpen: true } : piece
}

function memberLines({ key, value, comment }: Member, indent: string): string {
  const name = propertyName(key)
  const column = indent.length + name.length + 2
  const text = layOut(value, { indent, column, after: 1 })
  const above = comment ? `${comment.replaceAll(/^/gm, indent)}\n` : ''
  const isLong = !text.includes('\n') && column + text.length + 1 > width
  // a text that is too long for its line goes to the next one
  if (isLong && typeof value === 'string') return `${above}${indent}${name}:\n${indent}  ${text},`
  return `${above}${indent}${name}: ${text},`
}

function onOneLine(piece: Piece): string | null {
  if (typeof piece === 'string') return piece.includes('\n') ? null : piece
  if (piece.kind === 'object') {
    if (piece.isOpen === true || piece.members.some(({ comment }) => comment)) return null
    if (piece.members.length === 0) return '{}'
    const members = piece.members.map(({ key, value }) => {
      const text = onOneLine(value)
      return text === null ? null : `${propertyName(key)}: ${text}`
    })
    return members.includes(null) ? null : `{ ${members.join(', ')} }`
  }
  const parts = (piece.kind === 'array' ? piece.items : piece.args).map(onOneLine)
  if (parts.includes(null)) return null
  return piece.kind === 'array' ? `[${parts.join(', ')}]` : `${piece.callee}(${parts.join(', ')})`
}

function propertyName(key: string): string {
  return isIdentifierName(key) || /^(0|[1-9]\d*)$/.test(key) ? key : quoted(key)
}

/** A text in the quotes that leave most of it as it is, single ones where both do. */
export function quoted(text: string): string {
  const inner = JSON.stringify(text)
    .slice(1, -1)
    .replaceAll('\\"', '"')
    .replaceAll('${', '\\u0024{')
  const single = inner.split("'").length
  const double = inner.split('"').length
  return single > double ? `"${inner.replaceAll('"', '\\"')}"` : `'${inner.replaceAll("'", "\\'")}'`
}

/** A JSON value as a piece. */
export function pieceOf(value: unknown): Piece {
  if (typeof value === 'string') return quoted(value)
  if (Array.isArray(value)) return { kind: 'array', items: value.map(pieceOf) }
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).map(([key, item]) => ({ key, value: pieceOf(item) }))
    return { kind: 'object', members }
  }
  return String(value)
}
