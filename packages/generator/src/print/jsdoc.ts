import { lineWidth } from './writer.ts'

/** A JSDoc comment of these paragraphs, null when there are none. The author's `*` + `/` cannot end it. */
export function jsdoc(...paragraphs: (string | null | false | undefined)[]): string | null {
  const lines = paragraphs
    .filter((text): text is string => typeof text === 'string' && text.trim() !== '')
    .flatMap((text) => safe(text).split('\n'))
    .flatMap((line) => wrapped(line.trim()))
  if (lines.length === 0) return null
  if (lines.length === 1) return `/** ${lines[0]} */`
  return ['/**', ...lines.map((line) => ` * ${line}`.trimEnd()), ' */'].join('\n')
}

function safe(text: string): string {
  return text.trim().replaceAll('*/', '*\\/').replaceAll('\r', '').replaceAll('\0', '')
}

/** Breaks at spaces; a rule's source stays one line as long as it can. */
function wrapped(line: string): string[] {
  const limit = lineWidth - 6
  const lines: string[] = []
  let rest = line
  while (rest.length > limit) {
    const at = rest.lastIndexOf(' ', limit)
    if (at <= 0) break
    lines.push(rest.slice(0, at))
    rest = rest.slice(at + 1)
  }
  return [...lines, rest]
}
