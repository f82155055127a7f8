import MagicString from 'magic-string'

/** Replaces a part of a text, in UTF-16 units; an empty part is a place where text is put in. */
export interface TextEdit {
  start: number
  end: number
  text: string
}

/** The text with every edit made; two that say the same are one. Throws when two overlap. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  const result = new MagicString(text)
  const made = new Set<string>()
  let end = 0
  for (const edit of edits.toSorted((left, right) => left.start - right.start)) {
    const key = `${edit.start} ${edit.end} ${edit.text}`
    if (made.has(key)) continue
    if (edit.start < end) throw new Error('two edits of one text overlap')
    made.add(key)
    end = edit.end
    if (edit.start === edit.end) result.appendLeft(edit.start, edit.text)
    else result.overwrite(edit.start, edit.end, edit.text)
  }
  return result.toString()
}
