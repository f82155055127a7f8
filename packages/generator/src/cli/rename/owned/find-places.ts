import type { SourceFile } from '../../../read/index.ts'
import type { Subject } from '../rename-subject.ts'
import type { TextEdit } from '../text-edit.ts'
import type { Declaration } from './declarations.ts'
import { hooksEdits } from './hooks-edits.ts'
import type { LanguageServer } from './language-server.ts'
import { namePlaces } from './name-places.ts'

/** Places of owned files in which an old name stands. */
export interface OwnedPlaces {
  /** Those that mean what is renamed, by path, with what they become. */
  proven: ReadonlyMap<string, TextEdit[]>
  /** Those of which that cannot be said. */
  left: { path: string; start: number }[]
}

/** What is looked for. */
export interface Search {
  declarations: readonly Declaration[]
  subject: Subject
  /** The old names, as they may stand anywhere. */
  words: readonly string[]
  /** Whether a file is generated from the entity, so that a name declared there is one of its own. */
  isOwn(path: string): boolean
}

/** Asks the type checker, when there is one, which places of owned files mean what is renamed. */
export async function findPlaces(
  files: readonly SourceFile[],
  search: Search,
  server: LanguageServer | null,
): Promise<OwnedPlaces> {
  const proven = new Map<string, TextEdit[]>()
  const paths = new Set(files.map(({ path }) => path))
  const add = (path: string, edit: TextEdit) => {
    const edits = proven.get(path) ?? []
    const isKnown = edits.some(({ start, end }) => edit.start < end && start < edit.end)
    if (paths.has(path) && !isKnown) proven.set(path, [...edits, edit])
  }
  for (const { path, offset, to } of server ? search.declarations : []) {
    for (const { path: at, ...edit } of (await server?.rename(path, offset, to)) ?? [])
      add(at, edit)
  }
  for (const file of files) {
    for (const edit of hooksEdits(file, search)) add(file.path, edit)
  }
  const left: OwnedPlaces['left'] = []
  for (const file of files) {
    for (const start of namePlaces(file, search)) {
      const isProven = proven
        .get(file.path)
        ?.some((edit) => edit.start <= start && start < edit.end)
      if (isProven || (await meansAnother(file.path, start, { search, server }))) continue
      left.push({ path: file.path, start })
    }
  }
  return { proven, left }
}

/** Whether the type checker says that a name is declared elsewhere, by something that is not renamed. */
async function meansAnother(
  path: string,
  start: number,
  { search, server }: { search: Search; server: LanguageServer | null },
): Promise<boolean> {
  const places = (await server?.definitions(path, start)) ?? []
  return (
    places.length > 0 && places.every((place) => place.path !== path && !search.isOwn(place.path))
  )
}
