import { parseSync } from 'oxc-parser'

/** The text of an arrow on one line, without its comments; what stands in quotes is left alone. */
export function oneLineText(text: string): string {
  const { comments, program } = parseSync('rule.ts', `(${text}\n)`)
  const ranges = [
    ...quotedRanges(program).map((range) => ({ ...range, isQuoted: true })),
    ...comments.map(({ start, end }) => ({ start, end, isQuoted: false })),
  ].toSorted((a, b) => a.start - b.start)
  let result = ''
  let code = ''
  let end = 0
  for (const range of ranges) {
    code += text.slice(end, range.start - 1)
    end = range.end - 1
    if (range.isQuoted) {
      result += tidy(code) + text.slice(range.start - 1, end)
      code = ''
    } else code += ' '
  }
  return (result + tidy(code + text.slice(end))).trim()
}

interface Range {
  start: number
  end: number
}

function quotedRanges(node: unknown): Range[] {
  const found: Range[] = []
  const pending: unknown[] = [node]
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    if (typeof next !== 'object' || next === null) continue
    if (isQuoted(next)) found.push({ start: next.start, end: next.end })
    else for (const value of Object.values(next)) if (value !== undefined) pending.push(value)
  }
  return found
}

function isQuoted(node: object): node is Range {
  if (!('type' in node) || !('start' in node) || !('end' in node)) return false
  if (node.type === 'TemplateElement') return true
  return node.type === 'Literal' && 'value' in node && typeof node.value === 'string'
}

/** Undoes what a formatter does to a long line. */
function tidy(text: string): string {
  return text
    .replace(/\s+/g, ' ')
    .replace(/([([]) /g, '$1')
    .replace(/,? ([)\]])/g, '$1')
    .replace(/ (\??\.(?!\.))/g, '$1')
}
