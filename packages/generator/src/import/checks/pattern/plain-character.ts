/** Any character, also a line break. */
export const anyCharacter = '[\\s\\S]'

/** A character that stands for itself in a pattern with the u flag. */
export function plainCharacter(character: string): string {
  return /[\^$\\.*+?()[\]{}|/]/.test(character) ? `\\${character}` : character
}

/** A character or its other case; `null` beyond ASCII, where cases depend on the language. */
export function eitherCase(character: string): string | null {
  if (/[a-z]/i.test(character)) return `[${character.toLowerCase()}${character.toUpperCase()}]`
  return character.charCodeAt(0) < 128 ? plainCharacter(character) : null
}

/** A character that stands for itself between square brackets. */
export function classCharacter(character: string): string {
  return /[\\\]^[-]/.test(character) ? `\\${character}` : character
}

/** A pattern for the whole text, without what would match anything at its ends. */
export function wholeText(parts: readonly string[]): string {
  const anything = `${anyCharacter}*`
  const inner = [...parts]
  while (inner[0] === anything && inner[1] === anything) inner.shift()
  const startsFree = inner[0] === anything
  const endsFree = inner.length > 1 ? inner.at(-1) === anything : startsFree
  const kept = inner.slice(startsFree ? 1 : 0, endsFree ? Math.max(1, inner.length - 1) : undefined)
  const body = startsFree && inner.length === 1 ? '' : kept.join('')
  return `${startsFree ? '' : '^'}${body}${endsFree ? '' : '$'}`
}
