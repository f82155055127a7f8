import type { Unsafe } from '../../plan/index.ts'
import type { Choose } from '../choose.ts'
import { type Decisions, readDecisions } from './decisions.ts'

/**
 * Asks a person what a change means where one of some flags decides it, and gives the decisions with what was answered; `null` when
 * there is nothing to choose or an answer was refused.
 */
export async function askDecisions(
  unsafe: readonly Unsafe[],
  decisions: Decisions,
  choose: Choose,
): Promise<Decisions | null> {
  const open = unsafe.filter(({ flags }) => isChoice(flags))
  if (open.length === 0) return null
  const answers: string[] = []
  for (const { what, why, flags } of open) {
    const index = await choose(`${what} ${why}`, flags.map(flagWords))
    const flag = index === null ? undefined : flags[index]
    if (flag === undefined) return null
    answers.push(flag)
  }
  const more = readDecisions({
    flags: { drop: valuesOf(answers, 'drop'), rename: valuesOf(answers, 'rename') },
  })
  return {
    ...decisions,
    drops: new Set([...decisions.drops, ...more.drops]),
    renames: [...decisions.renames, ...more.renames],
  }
}

/** A value for rows that have none is not to be chosen. */
function isChoice(flags: readonly string[]): boolean {
  return flags.length > 0 && flags.every((flag) => /^--(?:drop|rename) /.test(flag))
}

function flagWords(flag: string): string {
  const [name = '', value = ''] = flag.replace(/^--/, '').split(' ')
  if (name === 'drop') return `give up ${value}; its values are kept aside (${flag})`
  const [old = '', now = ''] = value.split('=')
  return `${old} is called ${now} now; its values stay (${flag})`
}

function valuesOf(flags: readonly string[], name: string): string[] {
  return flags.flatMap((flag) =>
    flag.startsWith(`--${name} `) ? [flag.slice(name.length + 3)] : [],
  )
}
