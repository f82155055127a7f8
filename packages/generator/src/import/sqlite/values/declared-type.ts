/** What a declared type says its column holds; SQLite itself takes any value in it. */
export interface DeclaredType {
  /** As it was written. */
  words: string
  kind:
    | 'boolean'
    | 'instant'
    | 'date'
    | 'time'
    | 'json'
    | 'uuid'
    | 'integer'
    | 'text'
    | 'bytes'
    | 'real'
    | 'decimal'
    | 'unknown'
  /** Length of a text, digits of a decimal; bits of an integer. */
  size: number | null
  scale: number | null
}

/** The first that fits; SQLite looks for the same words in the same order (sqlite.org/datatype3.html, 3.1). */
const kinds: readonly (readonly [RegExp, DeclaredType['kind']])[] = [
  [/^bool|^bit(?:\(1\))?$|^tinyint\(1\)$/, 'boolean'],
  [/datetime|timestamp/, 'instant'],
  [/^date$/, 'date'],
  [/^time\b/, 'time'],
  [/^jsonb?$/, 'json'],
  [/uuid|guid|uniqueidentifier/, 'uuid'],
  [/(?<!po)int|^(?:small|big)?serial$/, 'integer'],
  [/char|clob|text|string/, 'text'],
  [/blob|binary|image|bytea/, 'bytes'],
  [/real|floa|doub/, 'real'],
  [/numeric|decimal|number|money/, 'decimal'],
]

/** Reads a declared type: `NVARCHAR(160)`, `NUMERIC(10,2)`, or nothing at all. */
export function readDeclaredType(text: string): DeclaredType {
  const words = text
    .toLowerCase()
    .replaceAll(/\s*([(),])\s*/g, '$1')
    .trim()
  const kind = kinds.find(([form]) => form.test(words))?.[1] ?? 'unknown'
  const [, size, scale] = /\((\d+)(?:,(\d+))?\)/.exec(words) ?? []
  const isMoney = kind === 'decimal' && /money/.test(words)
  return {
    words: text,
    kind,
    size: kind === 'integer' ? bitsOf(words) : isMoney ? 18 : numberOf(size),
    scale: isMoney ? 4 : (numberOf(scale) ?? (kind === 'decimal' && size !== undefined ? 0 : null)),
  }
}

function numberOf(digits: string | undefined): number | null {
  return digits === undefined ? null : Number(digits)
}

function bitsOf(words: string): number {
  if (/big|int8|long/.test(words)) return 64
  return /tiny|small|int2/.test(words) ? 16 : 32
}
