import type { Note } from '../design/index.ts'

/** What is said of several places in the same words. */
export interface GroupedNote {
  topic: Note['topic']
  text: string
  places: string[]
}

const topics: readonly Note['topic'][] = [
  ...(['keys', 'relations', 'types', 'defaults', 'checks', 'indexes', 'names'] as const),
  ...(['hidden', 'access', 'accounts'] as const),
]

/** Notes by topic, the same sentence once with all its places. */
export function groupNotes(notes: readonly Note[]): GroupedNote[] {
  const groups = new Map<string, GroupedNote>()
  for (const { topic, what, text } of notes) {
    const key = `${topic}\n${text}`
    const group = groups.get(key)
    if (group) group.places.push(what)
    else groups.set(key, { topic, text, places: [what] })
  }
  return [...groups.values()].sort((a, b) => topics.indexOf(a.topic) - topics.indexOf(b.topic))
}
