import { anyCharacter, eitherCase, plainCharacter, wholeText } from './plain-character.ts'

/** How a `like` compares: in PostgreSQL, as `ilike`, or in SQLite, which has no escape and no case of ASCII letters. */
export type LikeForm = 'exact' | 'anyCase' | 'sqlite'

/** The pattern of a `like`, `null` where it has no safe one. */
export function patternOfLike(like: string, form: LikeForm): string | null {
  const parts: string[] = []
  const characters = [...like]
  for (let index = 0; index < characters.length; index += 1) {
    let character = characters[index] ?? ''
    if (character === '%' || character === '_') {
      parts.push(character === '%' ? `${anyCharacter}*` : anyCharacter)
      continue
    }
    if (character === '\\' && form !== 'sqlite') {
      index += 1
      const escaped = characters[index]
      if (escaped === undefined) return null
      character = escaped
    }
    const part = form === 'exact' ? plainCharacter(character) : eitherCase(character)
    if (part === null) return null
    parts.push(part)
  }
  return wholeText(parts)
}
