import type { Expr } from '@cambium/model/ir'
import type { Marks } from '../parse/index.ts'

const maxWords = 60

/** A part of an expression as its author wrote it, or what to call it where that is long. */
export function describePart(expr: Expr, text: string, marks: Marks): string {
  const { start, end } = marks.of(expr)
  const source = text.slice(start, end)
  return source === '' || source.length > maxWords || source.includes('\n') ? 'this' : source
}
