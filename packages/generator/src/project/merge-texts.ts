import { diff3Merge } from 'node-diff3'

/** What became of three texts. */
export interface MergedText {
  /** The whole text; conflicts stand in it between markers. */
  text: string
  /** Each place where both sides changed the same lines in different ways, with its markers. */
  conflicts: Conflict[]
}

/** One place that a person has to decide. */
export interface Conflict {
  /** First line in the merged text, from 1. */
  line: number
  text: string
}

/** Two texts that come from one. */
export interface ThreeTexts {
  base: string
  mine: string
  theirs: string
}

/** What the sides are called at the markers. */
export interface SideNames {
  base: string
  mine: string
  theirs: string
}

/**
 * Merges line by line, as `diff3` does: what one side changed is taken, what both changed alike is taken once. The ends
 * of lines are those of `mine`.
 */
export function mergeTexts(texts: ThreeTexts, names: SideNames): MergedText {
  const lines = (text: string) => text.replaceAll('\r\n', '\n').split('\n')
  const regions = diff3Merge(lines(texts.mine), lines(texts.base), lines(texts.theirs), {
    excludeFalseConflicts: true,
  })
  const merged: string[] = []
  const conflicts: Conflict[] = []
  for (const { ok, conflict } of regions) {
    if (ok) merged.push(...ok)
    if (!conflict) continue
    const marked = [
      `<<<<<<< ${names.mine}`,
      ...conflict.a,
      `||||||| ${names.base}`,
      ...conflict.o,
      '=======',
      ...conflict.b,
      `>>>>>>> ${names.theirs}`,
    ]
    conflicts.push({ line: merged.length + 1, text: marked.join('\n') })
    merged.push(...marked)
  }
  const text = merged.join('\n')
  return { text: texts.mine.includes('\r\n') ? text.replaceAll('\n', '\r\n') : text, conflicts }
}

/** Whether a text holds the markers of an unfinished merge, all three of them at the beginning of a line. */
export function hasConflictMarkers(text: string): boolean {
  return /^<{7} /m.test(text) && /^={7}\r?$/m.test(text) && /^>{7} /m.test(text)
}

/** The side a text with markers had before the merge; the text itself where it has none. */
export function ourSide(text: string): string {
  return text
    .replace(/^<{7} .*\r?\n/gm, '')
    .replace(/^(?:\|{7} [\s\S]*?)?^={7}\r?\n[\s\S]*?^>{7} .*\r?\n?/gm, '')
}
