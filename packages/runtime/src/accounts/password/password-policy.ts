import { AppError, type FieldError } from '../../errors/index.ts'
import { commonPasswords } from './common-passwords.ts'

/** Fewest characters of a password that is all there is, and of one that comes with a second factor. */
export const minLength = 15
export const minLengthWithSecondFactor = 8
/** Most bytes: what is longer is no password, and hashing it would only cost. */
const maxBytes = 1_024

/** What a password is for: no part of it may be all of the password. */
export interface PasswordSite {
  /** The field it was sent in, for the refusal. */
  readonly path: string
  readonly hasSecondFactor: boolean
  /** The address, the name of the application and the like. */
  readonly words: readonly string[]
}

/**
 * Refuses a password that is too short, or among the first that are tried (NIST SP 800-63B-4, 3.1.1.2): known ones, runs,
 * repetitions, and the words of the site. Nothing is asked about kinds of characters.
 */
export function checkPassword(password: string, site: PasswordSite): void {
  const problem = problemOf(password.normalize('NFKC'), site)
  if (problem === undefined) return
  const error: FieldError = { path: site.path, ...problem }
  throw new AppError('invalid', { message: `The password ${problem.message}`, errors: [error] })
}

function problemOf(
  password: string,
  { hasSecondFactor, words }: PasswordSite,
): { code: string; message: string } | undefined {
  const least = hasSecondFactor ? minLengthWithSecondFactor : minLength
  if ([...password].length < least) {
    return { code: 'minLength', message: `must have at least ${least} characters` }
  }
  if (Buffer.byteLength(password) > maxBytes) {
    return { code: 'maxLength', message: `must have at most ${maxBytes} bytes` }
  }
  if (!isGuessable(password, words)) return undefined
  return { code: 'common', message: 'is among the first that are tried: choose another' }
}

/** What is left of a password when what people add to it is gone: capitals, digits for letters, endings. */
function coreOf(password: string): string {
  const plain = withoutEnding(password.toLowerCase()).replace(
    /[@4301$5!7]/g,
    (sign) => spelled[sign] ?? sign,
  )
  return plain.replace(/[^a-z]+/g, '')
}

/** Digits and signs at the end are what people add when they are asked for some. */
function withoutEnding(password: string): string {
  return password.replace(/[\d\W_]+$/, '')
}

const spelled: { readonly [sign: string]: string } = {
  '@': 'a',
  '4': 'a',
  '3': 'e',
  '0': 'o',
  '1': 'l',
  $: 's',
  '5': 's',
  '!': 'i',
  '7': 't',
}

/** How much of a password that contains a known word must be something else. */
const minRest = 6

function isGuessable(password: string, words: readonly string[]): boolean {
  const lower = password.toLowerCase()
  if (isRepeated(lower) || isRun(lower)) return true
  const known = (text: string): boolean => commonPasswords.has(text)
  const core = coreOf(password)
  const letters = lower.replace(/[^a-z]+/g, '')
  if (
    [lower, core, letters].some((text) => known(text) || (isRepeated(text) && known(unit(text))))
  ) {
    return lower.length - Math.max(core.length, letters.length) < 9 || known(lower)
  }
  return words.some((word) => {
    const part = word.toLowerCase()
    return part.length >= 4 && lower.replaceAll(part, '').length < minRest && lower.includes(part)
  })
}

/** The shortest text of which this is a repetition. */
function unit(text: string): string {
  const length = (text + text).indexOf(text, 1)
  return text.slice(0, length)
}

/** `abcabcabcabcabc`, `aaaaaaaaaaaaaaa`: a short piece, again and again. */
function isRepeated(text: string): boolean {
  return text.length > 0 && unit(text).length <= Math.min(8, text.length / 2)
}

const rows = [
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
  'qwertyuiopasdfghjklzxcvbnm',
  'qwertzuiopasdfghjklyxcvbnm',
  'azertyuiopqsdfghjklmwxcvbn',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  '1q2w3e4r5t6y7u8i9o0p',
  'qazwsxedcrfvtgbyhnujmikolp',
]

/** Keys beside each other, letters or digits in order, forwards or backwards, with nothing else. */
function isRun(text: string): boolean {
  const step = (row: string): boolean => {
    let rest = text
    while (rest !== '') {
      const length = longestPrefixIn(row, rest)
      if (length < 4 && length < rest.length) return false
      if (length === 0) return false
      rest = rest.slice(length)
    }
    return true
  }
  const both = rows.flatMap((row) => [row, [...row].reverse().join('')])
  return both.some(step) || isMixedRun(text, both)
}

/** `qwertyuiop12345`: one run after the other. */
function isMixedRun(text: string, all: readonly string[]): boolean {
  let rest = text
  while (rest !== '') {
    const length = Math.max(...all.map((row) => longestPrefixIn(row, rest)))
    if (length < 3) return false
    rest = rest.slice(length)
  }
  return true
}

function longestPrefixIn(row: string, text: string): number {
  let length = 0
  while (length < text.length && row.includes(text.slice(0, length + 1))) length++
  return length
}
