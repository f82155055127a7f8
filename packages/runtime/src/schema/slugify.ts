/** Letters that are no letter with a mark, so that decomposing them leaves nothing of `a` to `z`. */
const spelledOut: { readonly [letter: string]: string } = {
  ß: 'ss',
  æ: 'ae',
  œ: 'oe',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  þ: 'th',
  ı: 'i',
}

/**
 * A text as it may stand in a URL, in `a` to `z`, digits and single hyphens: `Crème Brûlée!` becomes `creme-brulee`.
 * Empty when nothing is left of it, as of a text in another script; cut to `maxLength` characters.
 */
export function slugify(text: string, maxLength: number = Number.POSITIVE_INFINITY): string {
  return text
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[ßæœøđðłþı]/g, (letter) => spelledOut[letter] ?? '')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-/, '')
    .slice(0, maxLength)
    .replace(/-$/, '')
}
