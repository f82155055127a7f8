import { canary, canaryNumber, type Person } from '../walls/seed-walls.ts'

const decoy = 'zqdevoid'

/**
 * The same request about something that is nowhere: what stands for the victim's texts, numbers and ids is put in the
 * place of each, as long and beside it in any order.
 */
export function decoyed<Request>(request: Request, victim: Person): Request {
  return JSON.parse(withDecoys(JSON.stringify(request), victim)) as Request
}

/** The text with decoys in the place of all that is the victim's. */
export function withDecoys(text: string, { ids }: Person): string {
  const words = text
    .replace(/zqc(?:a(?:n(?:a(?:r(?:y)?)?)?)?)?/gi, (found) => {
      const instead = decoy.slice(0, found.length)
      return found === found.toUpperCase() ? instead.toUpperCase() : instead
    })
    .replaceAll(String(canaryNumber), String(canaryNumber + 1))
  return ids.reduce(
    (all, id) => all.replaceAll(new RegExp(id, 'gi'), (found) => beside(found)),
    words,
  )
}

/** An id that is nowhere, right beside this one. */
function beside(id: string): string {
  const last = Number.parseInt(id.slice(-1), 16)
  return `${id.slice(0, -1)}${((last + 1) % 16).toString(16)}`
}

/** Texts that the victim has, and parts of them. */
export const words: readonly string[] = [
  `${canary} title`,
  `${canary} title again`,
  `${canary} code`,
  `${canary} tag`,
  `${canary} name`,
  `${canary} pin`,
  `${canary} secret`,
  canary,
  canary.slice(0, 5),
  `"${canary} body"`,
  `${canary}' or 1=1 --`,
  `%${canary}%`,
  `${canary.toUpperCase()} TITLE`,
]

/** Other things to send: nothing, too much, what is of another type, what a database could take for its own. */
export const oddities: readonly string[] = [
  '',
  'null',
  'true',
  '-1',
  '0',
  '1e309',
  '*',
  "') or 1=1 --",
  "' union select name from users --",
  '$ne',
  '[]',
  '{}',
  '__proto__',
  '../../users',
  '%00',
  'a'.repeat(300),
]

export const numbers: readonly number[] = [canaryNumber, canaryNumber - 1, 0, -1, 3, 2 ** 53]
