import { fToVes, irregular, oWithEs, uncountable } from './irregular-nouns.ts'

/** The English plural of a lower-case singular noun: `category` gives `categories`. */
export function pluralise(noun: string): string {
  if (uncountable.has(noun)) return noun
  const special = irregular.get(noun) ?? compoundPlural(noun)
  if (special !== undefined) return special
  if (fToVes.has(noun)) return noun.replace(/fe?$/, 'ves')
  if (/([^aeiou]|qu)y$/.test(noun)) return `${noun.slice(0, -1)}ies`
  if (/(lysis|thesis|crisis|basis|oasis|nosis|phasis|opsis|axis)$/.test(noun)) {
    return `${noun.slice(0, -2)}es`
  }
  if (/(stomach|epoch|monarch|patriarch)$/.test(noun)) return `${noun}s`
  if (/(s|x|z|ch|sh)$/.test(noun)) return `${noun}es`
  return oWithEs.has(noun) ? `${noun}es` : `${noun}s`
}

/** `fireman` and `grandchild` follow the noun they end in; `human` and `talisman` do not. */
function compoundPlural(noun: string): string | undefined {
  if (/(child|person)$/.test(noun)) {
    return noun.replace(/child$/, 'children').replace(/person$/, 'people')
  }
  if (
    /(?:fire|police|sales|post|crafts|chair|spokes|work|fresh|camera|business)(?:wo)?man$/.test(
      noun,
    )
  ) {
    return noun.replace(/man$/, 'men')
  }
  return undefined
}
