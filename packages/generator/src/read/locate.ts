import type { Diagnostic, Span, Statement } from './diagnostic.ts'

interface Place {
  file: string
  text: string
  span: Span
}

const widestExcerpt = 100

/** Gives a statement its file, line, column and excerpt. */
export function diagnosticAt(statement: Statement, { file, text, span }: Place): Diagnostic {
  const start = Math.max(0, Math.min(span.start, text.length))
  const before = text.slice(0, start)
  const line = before.split('\n').length
  const column = start - (before.lastIndexOf('\n') + 1) + 1
  return {
    ...diagnosticWithout(statement),
    file,
    line,
    column,
    excerpt: excerptOf(text, { line, column, width: Math.max(1, span.end - span.start) }),
  }
}

/** A diagnostic about a whole file, or about none. */
export function diagnosticWithout(statement: Statement, file: string | null = null): Diagnostic {
  return {
    code: statement.code,
    severity: statement.severity ?? 'error',
    message: statement.message,
    file,
    line: 0,
    column: 0,
    excerpt: '',
    hint: statement.hint ?? null,
    nearest: statement.nearest ?? null,
  }
}

/** The offset of a 1-based line and column. */
export function offsetOf(text: string, line: number, column: number): number {
  let offset = 0
  for (let current = 1; current < line; current++) {
    const next = text.indexOf('\n', offset)
    if (next < 0) return text.length
    offset = next + 1
  }
  return Math.min(text.length, offset + column - 1)
}

interface Marked {
  line: number
  column: number
  width: number
}

/** The line before, the line itself and a marker under the part that is meant. */
function excerptOf(text: string, { line, column, width }: Marked): string {
  const lines = text.split('\n').map((one) => one.replace(/\r$/, ''))
  const gutter = String(line).length
  const row = (number: number) => `${String(number).padStart(gutter)} | ${lines[number - 1] ?? ''}`
  const content = lines[line - 1] ?? ''
  const indent = content.slice(0, column - 1).replace(/[^\t]/g, ' ')
  const marks = '^'.repeat(Math.max(1, Math.min(width, content.length - column + 1)))
  const shown = [
    ...(line > 1 && (lines[line - 2] ?? '').trim() !== '' ? [row(line - 1)] : []),
    row(line),
    `${' '.repeat(gutter)} | ${indent}${marks}`,
  ]
  return column > widestExcerpt
    ? ''
    : shown.map((one) => one.slice(0, widestExcerpt + 20).trimEnd()).join('\n')
}
