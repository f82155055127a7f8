import {
  reservedFieldNames,
  singularise,
  snakeCase,
  splitWords,
  withLastWord,
} from '@cambium/model/names'
import { camelOf, letterReason, plainWords } from './plain-words.ts'

/** What a member of an entity takes: a field its name, a relation the name of its value too. */
export type MemberKind = 'field' | 'one' | 'many' | 'inverse'

/** A name that was given, and what kept the wanted one from being given. */
export interface GivenName {
  name: string
  /** `null`: it is the one that was wanted. */
  clash: string | null
}

/** The names of one entity's fields, relations and other ends. */
export interface MemberNames {
  /** Gives the first of the names that is free, else the last one with a number. */
  take(kind: MemberKind, candidates: readonly string[], holder: string): GivenName
  /** Keeps names from being given that somebody else has. */
  reserve(names: readonly string[]): void
}

/** Columns that Cambium keeps itself, where nothing else is said. */
const keptColumns = ['id', 'created_at', 'updated_at', 'deleted_at']

/** PostgreSQL cuts longer names; an `_id` and a number may follow. */
const longestColumn = 56
const tooLong = 'databases take names of 63 characters'

/** As many words of a name as a column takes. */
function shortName(name: string): string {
  return snakeCase(name).length <= longestColumn ? name : camelOf(shortened(splitWords(name)))
}

/** `taken` are names that somebody has already; `checksColumns` is off where columns keep the names they have. */
export function createMemberNames(options: {
  taken: readonly string[]
  checksColumns: boolean
}): MemberNames {
  const owners = new Map<string, string>()
  for (const name of options.taken) owners.set(name.toLowerCase(), name)
  if (options.checksColumns)
    for (const column of keptColumns) owners.set(`column ${column}`, 'Cambium')
  const claimsOf = (kind: MemberKind, name: string): string[] => {
    const claims = membersOf(kind, name).map((member) => member.toLowerCase())
    if (!options.checksColumns || kind === 'inverse' || kind === 'many') return claims
    return [...claims, `column ${snakeCase(kind === 'one' ? `${name}Id` : name)}`]
  }
  const problemOf = (kind: MemberKind, name: string): string | null => {
    const reserved = membersOf(kind, name).find((member) => reasonOf(member) !== null)
    if (reserved !== undefined) return reasonOf(reserved)
    const claim = claimsOf(kind, name).find((one) => owners.has(one))
    return claim === undefined ? null : `${owners.get(claim)} has the name already`
  }
  return {
    reserve(names) {
      for (const name of names) owners.set(name.toLowerCase(), name)
    },
    take(kind, given, holder) {
      const candidates = given.length === 0 ? ['field'] : given.map(shortName)
      const clash = given[0] === candidates[0] ? problemOf(kind, given[0] ?? 'field') : tooLong
      let name = candidates.find((one) => problemOf(kind, one) === null)
      for (let count = 2; name === undefined; count += 1) {
        const numbered = `${candidates.at(-1)}${count}`
        if (problemOf(kind, numbered) === null) name = numbered
      }
      for (const claim of claimsOf(kind, name)) owners.set(claim, holder)
      return { name, clash }
    },
  }
}

function membersOf(kind: MemberKind, name: string): string[] {
  if (kind === 'one') return [name, `${name}Id`]
  return kind === 'many' ? [name, `${withLastWord(name, singularise)}Ids`] : [name]
}

function reasonOf(name: string): string | null {
  if (name === 'then') return 'what has a `then` is taken for a promise'
  return reservedFieldNames.get(name) ?? null
}

/** Names people would understand in place of those that Cambium keeps. */
const nearby: ReadonlyMap<string, string> = new Map([
  ['createdAt', 'createdOn'],
  ['updatedAt', 'updatedOn'],
  ['deletedAt', 'deletedOn'],
])

/** The names a column's field may have, the best one first, and what of its own name is lost. */
export function fieldCandidates(
  source: string,
  given: string | null,
): { candidates: string[]; reason: string | null } {
  const isFine = given !== null && /^[A-Za-z][A-Za-z0-9_]*$/.test(given) && !given.includes('__')
  const words = shortened(plainWords(given ?? source))
  const plain = isFine && given.length <= longestColumn ? given : camelOf(words)
  const name = plain === '' ? 'field' : /^\d/.test(plain) ? `field${plain}` : plain
  const isCut = camelOf(words) !== camelOf(plainWords(given ?? source))
  const near = nearby.get(name)
  return {
    candidates: [name, ...(near === undefined ? [] : [near]), `${name}Value`],
    reason: isCut ? tooLong : letterReason(given ?? source),
  }
}

function shortened(words: readonly string[]): string[] {
  const kept: string[] = []
  let length = 0
  for (const word of words) {
    if (length + word.length + 1 > longestColumn && kept.length > 0) break
    kept.push(word.slice(0, longestColumn))
    length += word.length + 1
  }
  return kept
}
