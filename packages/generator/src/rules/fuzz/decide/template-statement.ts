import { templateSource } from '../../js/index.ts'
import type { SqlDialect, TextWithHoles } from '../../sql/index.ts'
import type { Situation } from './situation.ts'

/** A statement and its values. */
export interface Statement {
  text: string
  values: unknown[]
}

/** The text between the backticks, exactly as an emitter prints it. */
export function printTemplate({ strings, holes }: TextWithHoles): string {
  return strings
    .map((string, index) => {
      const source = templateSource(string)
      return index < holes.length ? `${source}\${${holes[index]}}` : source
    })
    .join('')
}

/** Runs a printed template as the TypeScript it is, and numbers the placeholders of its values. */
export function runTemplate(
  template: string,
  situation: Situation,
  dialect: SqlDialect,
): Statement {
  const { caller, next, previous, now } = situation
  const values: unknown[] = []
  const sql = (strings: readonly string[], ...given: unknown[]): string =>
    strings.reduce((text, string, index) => {
      values.push(given[index - 1])
      return `${text}${dialect === 'sqlite' ? '?' : '$'}${index}${string}`
    })
  const user = {
    id: caller.id === null ? null : String(caller.id),
    signedIn: caller.id !== null,
    hasRole: (...roles: string[]) => roles.some((role) => caller.roles.includes(role)),
  }
  const run = new Function(
    'sql',
    'caller',
    'change',
    'previous',
    'now',
    `return sql\`${template}\``,
  )
  const text: unknown = run(sql, user, { next }, previous, now)
  return { text: String(text), values }
}
