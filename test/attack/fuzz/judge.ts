import { canary, canaryNumber, type Person } from '../walls/seed-walls.ts'
import type { Attack, Reply } from '../walls/served-walls.ts'
import { withDecoys } from './bait.ts'

/** What of the victim's stands in an answer to a request that did not say it; undefined where nothing. */
export function spilled(attack: Attack, reply: Reply, victim: Person): string | undefined {
  const said = JSON.stringify(attack).toLowerCase()
  const all = opened(`${JSON.stringify(reply.headers)} ${reply.text}`).toLowerCase()
  const secrets = [canary, String(canaryNumber), ...victim.ids]
  return secrets.find((secret) => all.includes(secret) && !isSaid(said, secret))
}

/** A part of a word may be said and answered; who knows a part has not been told the rest. */
function isSaid(said: string, secret: string): boolean {
  return secret === canary ? said.includes(secret.slice(0, 5)) : said.includes(secret)
}

/** With what is packed in it: cursors, and what is written for addresses. */
function opened(text: string): string {
  const packed = [...text.matchAll(/[\w-]{24,}/g)].map(([found]) =>
    Buffer.from(found, 'base64url').toString('latin1'),
  )
  return [text, unescaped(text), ...packed].join(' ')
}

function unescaped(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return ''
  }
}

const uuid = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/gi

/**
 * How the answer differs from the one to the same request about what is nowhere; undefined where it does not. Left out
 * are the times, the ids of new records, and cursors, which hold both.
 */
export function toldApart(
  { reply, decoy, known }: { reply: Reply; decoy: Reply; known: readonly string[] },
  victim: Person,
): string | undefined {
  const [one, other] = [reply, decoy].map((answer) => {
    const { date: _, 'content-length': _length, ...headers } = answer.headers
    const text = `${answer.status} ${JSON.stringify(headers)} ${answer.text}`
    const seen: string[] = []
    return (
      withDecoys(text, victim)
        // A word is nearer to a name than another one of its length.
        .replace(/; did you mean \\?"\w+\\?"\?/g, '.')
        .replace(/"(next|previous)":"[\w-]+"/g, '"$1":"a cursor"')
        .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g, 'a time')
        .replace(uuid, (id) => {
          if (known.includes(id)) return id
          if (!seen.includes(id)) seen.push(id)
          return `new-${seen.indexOf(id)}`
        })
    )
  })
  return one === other ? undefined : `${one}\n${other}`
}
