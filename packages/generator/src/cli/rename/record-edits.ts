import { diffArrays } from 'diff'
import type { TextEdit } from './text-edit.ts'

/**
 * The edits of an ejected file as edits of the text it came from, where both have the same lines, so that a merge afterwards
 * does not take the new name for something that was written by hand.
 */
export function recordEdits(owned: string, record: string, edits: readonly TextEdit[]): TextEdit[] {
  const shifts = sharedLines(owned, record)
  return edits.flatMap(({ start, end, text }) => {
    const line = shifts.find((one) => one.start <= start && end <= one.end)
    return line ? [{ start: start + line.shift, end: end + line.shift, text }] : []
  })
}

interface SharedLines {
  /** Where they are in the ejected file. */
  start: number
  end: number
  /** How much further they are in the other text. */
  shift: number
}

function sharedLines(owned: string, record: string): SharedLines[] {
  const shared: SharedLines[] = []
  let start = 0
  let other = 0
  for (const { added, removed, value } of diffArrays(linesOf(owned), linesOf(record))) {
    const { length } = value.join('')
    if (!added && !removed) shared.push({ start, end: start + length, shift: other - start })
    if (!added) start += length
    if (!removed) other += length
  }
  return shared
}

function linesOf(text: string): string[] {
  return text.split(/(?<=\n)/)
}
