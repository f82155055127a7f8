import type { Answer } from '../world/index.ts'

/** What two answers have differently that must be the same, byte for byte; undefined where nothing. */
export function compareWorlds(
  left: readonly Answer[],
  right: readonly Answer[],
): string | undefined {
  for (const [index, answer] of left.entries()) {
    const [one, two] = [plain(answer), plain(right[index])]
    if (one !== two) return `${one}\n${two}`
  }
  return left.length === right.length ? undefined : 'another number of answers'
}

const uuid = /[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}/g
const known = /^0000000\d-0000-7000-8000-/

/** As it went over the wire, but for the time of day. The ids of new records are chance, and stand as their places. */
function plain(answer: Answer | undefined): string {
  if (answer === undefined) return 'no answer'
  const { status, text } = answer
  const { date: _, ...headers } = answer.headers
  const whole = `${status} ${JSON.stringify(headers)} ${text}`
  const seen: string[] = []
  return whole.replaceAll(uuid, (id) => {
    if (known.test(id)) return id
    if (!seen.includes(id)) seen.push(id)
    return `new-${seen.indexOf(id)}`
  })
}
