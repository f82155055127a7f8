import {
  code,
  fitted,
  joined,
  literal,
  objectLines,
  type Part,
  propertyKey,
  stringLiteral,
} from '../../print/index.ts'
import * as runtime from '../runtime-names.ts'

/** Who sends a request. */
export type Sender =
  | { kind: 'guest' }
  /** Somebody with these roles, whose id names no record. */
  | { kind: 'anybody'; roles: readonly string[] }
  /** The user of a prepared record. */
  | { kind: 'prepared'; from: string; id: string; roles: readonly string[] }

export interface Body {
  members: { name: string; value: string }[]
  /** Variables of `prepare` that the values mention. */
  uses: readonly string[]
}

export interface ScenarioText {
  name: string
  as: Sender
  method?: 'POST' | 'PATCH' | 'DELETE'
  /** A path; `${task.id}` stands for the id of a prepared record. */
  url: string
  body?: Body
  status: number
  problem?: string
  errors?: readonly string[]
  /** Members the answer must have. */
  answer?: Body
}

/** One request and what must come back, as an object of the table. */
export function scenarioLines(scenario: ScenarioText, prepared: readonly string[]): Part {
  const { name, as, method, url, body, answer } = scenario
  const expected = [
    `status: ${scenario.status}`,
    scenario.problem !== undefined && `problem: ${stringLiteral(scenario.problem)}`,
    scenario.errors && `errors: ${literal(scenario.errors)}`,
    answer && code`body: ${bodyText(answer)}`,
  ].filter((part) => part !== undefined && part !== false)
  const members: Part[] = [
    `name: ${stringLiteral(name)}`,
    code`as: ${senderText(as)}`,
    method && `method: ${stringLiteral(method)}`,
    `url: ${urlText(url, prepared)}`,
    body && code`body: ${bodyText(body)}`,
    code`expect: ${fitted(code`{ ${joined(expected, ', ')} }`, objectLines(expected))}`,
  ].filter((part) => part !== undefined)
  return fitted(code`{ ${joined(members, ', ')} }`, objectLines(members))
}

/** The names of `prepare` that a table of scenarios mentions. */
export function mentioned(
  scenarios: readonly ScenarioText[],
  prepared: readonly string[],
): string[] {
  const texts = scenarios.flatMap(({ as, url, body, answer }) => [
    as.kind === 'prepared' ? as.from : '',
    url,
    ...(body?.uses ?? []),
    ...(answer?.uses ?? []),
  ])
  return prepared.filter((name) => texts.some((text) => new RegExp(`\\b${name}\\b`).test(text)))
}

function senderText(sender: Sender): Part {
  if (sender.kind === 'guest') return runtime.testing.value('guest')
  const user = runtime.testing.value('user')
  const roles = sender.roles.map((role) => `, ${stringLiteral(role)}`).join('')
  if (sender.kind === 'anybody') return code`${user}('ann'${roles})`
  return code`({ ${sender.from} }) => ${user}(${sender.id}${roles})`
}

function urlText(url: string, prepared: readonly string[]): string {
  const used = prepared.filter((name) => url.includes(`\${${name}.`))
  return used.length > 0 ? `({ ${used.join(', ')} }) => \`${url}\`` : stringLiteral(url)
}

function bodyText({ members, uses }: Body): Part {
  const lines = members.map(({ name, value }) => `${propertyKey(name)}: ${value}`)
  const text = (open: string, close: string): Part =>
    lines.length === 0
      ? `${open}{}${close}`
      : fitted(`${open}{ ${lines.join(', ')} }${close}`, code`${open}${objectLines(lines)}${close}`)
  return uses.length > 0 ? code`({ ${uses.join(', ')} }) => ${text('(', ')')}` : text('', '')
}
