import { fToVes, irregular, oWithEs, silentE, singleS, uncountable } from './irregular-nouns.ts'

const irregularSingulars = new Map([...irregular].map(([one, many]) => [many, one]))
const singularsInF = new Map([...fToVes].map((noun) => [noun.replace(/fe?$/, 'ves'), noun]))

/** The English singular of a lower-case noun: `categories` gives `category`. A singular stays what it is. */
export function singularise(noun: string): string {
  if (uncountable.has(noun) || singleS.has(noun)) return noun
  const special = irregularSingulars.get(noun) ?? singularsInF.get(noun) ?? compoundSingular(noun)
  if (special !== undefined) return special
  if (!noun.endsWith('s') || /(ss|us|is)$/.test(noun)) return noun
  const withoutS = noun.slice(0, -1)
  if (silentE.has(withoutS)) return withoutS
  return noun.endsWith('es') ? singularOfEs(noun) : withoutS
}

function singularOfEs(noun: string): string {
  const withoutEs = noun.slice(0, -2)
  if (/[^aeiou]ies$/.test(noun)) return `${noun.slice(0, -3)}y`
  if (/quies$/.test(noun)) return `${noun.slice(0, -3)}y`
  if (/(lyses|theses|crises|oases|noses|phases|opses)$/.test(noun) && noun !== 'phases') {
    return `${withoutEs}is`
  }
  if (/(ss|x|ch|sh|zz|tz)es$/.test(noun) || singleS.has(withoutEs) || oWithEs.has(withoutEs)) {
    return withoutEs
  }
  return noun.slice(0, -1)
}

function compoundSingular(noun: string): string | undefined {
  if (/(children|people)$/.test(noun)) {
    return noun.replace(/children$/, 'child').replace(/people$/, 'person')
  }
  return /(?:fire|police|sales|post|crafts|chair|spokes|work|fresh|camera|business)(?:wo)?men$/.test(
    noun,
  )
    ? noun.replace(/men$/, 'man')
    : undefined
}
