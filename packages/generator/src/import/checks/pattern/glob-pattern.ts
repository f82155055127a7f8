import { anyCharacter, classCharacter, plainCharacter, wholeText } from './plain-character.ts'

/** The pattern of a `glob` of SQLite, `null` where it has no safe one. */
export function patternOfGlob(glob: string): string | null {
  const parts: string[] = []
  let rest = glob
  while (rest !== '') {
    const set = /^\[(\^?)(\]?[^\]]*)\]/.exec(rest)
    if (set !== null) {
      const [all, negated, inner = ''] = set
      const range = rangeOf(inner)
      if (range === null) return null
      parts.push(`[${negated}${range}]`)
      rest = rest.slice(all.length)
      continue
    }
    const [character = ''] = rest
    if (character === '[') return null
    parts.push(partOf(character))
    rest = rest.slice(character.length)
  }
  return wholeText(parts)
}

function partOf(character: string): string {
  if (character === '*') return `${anyCharacter}*`
  return character === '?' ? anyCharacter : plainCharacter(character)
}

/** Single characters and ranges upwards; a hyphen at an end stands for itself. */
function rangeOf(inner: string): string | null {
  let range = ''
  let rest = inner
  while (rest !== '') {
    const [, from, to] = /^(.)-(.)/u.exec(rest) ?? []
    if (from !== undefined && to !== undefined) {
      if (from > to) return null
      range += `${classCharacter(from)}-${classCharacter(to)}`
      rest = rest.slice(from.length + 1 + to.length)
      continue
    }
    const [character = ''] = rest
    range += classCharacter(character)
    rest = rest.slice(character.length)
  }
  return range === '' ? null : range
}
