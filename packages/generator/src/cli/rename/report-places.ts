import type { Terminal } from '../command.ts'
import type { Owned } from './find-owned.ts'

/** A place of an owned file, as a person looks for it. */
export interface ShownPlace {
  file: string
  /** From 1. */
  line: number
  /** The line as it stands. */
  text: string
}

/** The places that mean what is renamed, and those of which that is not sure; each line once. */
export function shownPlaces(
  { proven, left, files }: Owned,
  pathOf: (path: string) => string,
): { proven: ShownPlace[]; left: ShownPlace[] } {
  const texts = new Map(files.map(({ path, text }) => [path, text]))
  const show = (path: string, start: number): ShownPlace => {
    const text = texts.get(path) ?? ''
    const line = text.slice(0, start).split('\n').length
    return { file: pathOf(path), line, text: text.split('\n')[line - 1]?.trim() ?? '' }
  }
  const sure = [...proven].flatMap(([path, edits]) => edits.map(({ start }) => show(path, start)))
  return {
    proven: sorted(sure),
    left: sorted(left.map(({ path, start }) => show(path, start))),
  }
}

function sorted(places: ShownPlace[]): ShownPlace[] {
  const byPlace = new Map(places.map((place) => [`${place.file}:${place.line}`, place]))
  return [...byPlace.values()].sort((a, b) =>
    a.file === b.file ? a.line - b.line : a.file < b.file ? -1 : 1,
  )
}

/** Prints places under a heading; nothing when there are none. */
export function sayPlaces(
  terminal: Terminal,
  heading: string,
  places: readonly ShownPlace[],
): void {
  if (places.length > 0) terminal.say(heading)
  for (const { file, line, text } of places) terminal.say(`  ${file}:${line}  ${text}`)
}
