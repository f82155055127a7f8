import type { EntityIR } from '@cambium/model/ir'
import {
  type Alternative,
  alternativeWords,
  conditionWords,
  ruleWords,
} from '../../access/index.ts'
import type { Terminal } from '../command.ts'
import type { WhyAnswer } from './ask-application.ts'
import type { WhyRequest } from './read-request.ts'

/** Everything that is known of one decision. */
export interface Decision {
  request: WhyRequest
  alternatives: Alternative[]
  answer: WhyAnswer
  /** Whether the record can be read: what cannot is not found, whatever another rule says. */
  isReadable: boolean
  /** `src/orders/order.model.ts:41` */
  place: string
}

/** Says who is let through by what, or that nothing does. */
export function reportWhy(terminal: Terminal, decision: Decision): void {
  const { request, answer, place } = decision
  terminal.answer(asJson(decision))
  terminal.say(`${verdict(decision)}\n`)
  for (const line of decision.alternatives.flatMap((one, at) =>
    alternativeLines(decision, one, at),
  ))
    terminal.say(line)
  if (isOtherwise(decision)) terminal.complain(otherwise)
  terminal.say(`\nRule  ${place}`)
  terminal.say(`      ${ruleWords(request.entity, request.rule)}`)
  if (answer.sql !== null) terminal.say(`SQL   where ${indented(answer.sql)}`)
  else if (!answer.passesAtAll)
    terminal.say('SQL   none: it is refused before the database is asked')
}

const otherwise =
  '\nThe application decides otherwise than the model says: generate, or look at the queries file that is yours'

/** The rule as it runs is not the one of the model. */
function isOtherwise({ request, answer }: Decision): boolean {
  if (request.operation === 'create') return false
  return answer.allowed !== answer.alternatives.some(({ holds }) => holds)
}

function asJson({ request, alternatives, answer, isReadable, place }: Decision): object {
  const { entity, operation, field, rule, caller, id } = request
  return {
    ok: true,
    entity: entity.name,
    operation,
    field: field?.name ?? null,
    caller,
    id,
    allowed: answer.allowed && isReadable,
    readable: isReadable,
    rows: answer.rows,
    rule: ruleWords(entity, rule),
    place,
    sql: answer.sql,
    alternatives: alternatives.map((one, at) => ({
      words: alternativeWords(entity, one),
      source: sourceOf(entity, one),
      ...answer.alternatives[at],
    })),
  }
}

function verdict(decision: Decision): string {
  const { request, alternatives, answer, isReadable } = decision
  const { entity, id } = request
  const who = callerWords(request)
  const does = `${request.operation}${request.field ? ` ${request.field.name} of` : ''}`
  const words = entity.names.words
  if (!answer.passesAtAll) {
    return `Refused: ${who} may ${does} no ${words} (${refusal(decision)}), because none of these holds`
  }
  if (request.operation === 'create') return creation(decision, who)
  if (id === null) {
    const rows = answer.rows ?? 0
    const all = rows === 1 ? words : pluralWords(entity)
    return `${who} may ${does} ${rows === 0 ? 'no' : rows} ${all}, and each alternative holds for so many`
  }
  if (!isReadable) return `Refused: ${who} may not read this ${words}, so it is not found (404)`
  if (!answer.allowed) {
    return `Refused: ${who} may not ${does} this ${words} (${refusal(decision)}), because none of these holds`
  }
  const by = alternatives.find((_, at) => answer.alternatives[at]?.holds)
  return `Allowed: ${who} may ${does} this ${words}${reason(entity, by)}`
}

function creation({ request, alternatives, answer }: Decision, who: string): string {
  const { entity } = request
  const by = alternatives.find((_, at) => answer.alternatives[at]?.holds)
  const may = `${who} may create ${pluralWords(entity)}`
  if (!by) return `It depends on what is sent: ${may} where all of one of these holds`
  return `Allowed: ${may}${reason(entity, by)}`
}

function reason(entity: EntityIR, by: Alternative | undefined): string {
  if (!by) return ''
  return by.conditions.length === 0
    ? ', as everybody may'
    : `, because ${alternativeWords(entity, by)}`
}

function pluralWords({ names }: EntityIR): string {
  return names.path.replaceAll('-', ' ')
}

function refusal({ request, answer }: Decision): string {
  if (request.field && request.operation === 'read') return 'it comes without the field'
  if (answer.passesAtAll && request.operation === 'read') return '404'
  return request.caller.id === null ? '401' : '403'
}

function callerWords({ caller }: WhyRequest): string {
  if (caller.id === null) return 'a guest'
  if (caller.roles.length === 0) return `user ${caller.id}`
  return `user ${caller.id} with ${caller.roles.length === 1 ? 'the role' : 'the roles'} ${caller.roles.join(', ')}`
}

function alternativeLines({ request, answer }: Decision, one: Alternative, at: number): string[] {
  const { entity, id, operation } = request
  const found = answer.alternatives[at]
  const isCounted = id === null && operation !== 'create'
  const mark = isCounted ? String(found?.rows ?? 0) : markOf(found?.conditions ?? [])
  const parts = one.conditions.length > 1 ? one.conditions : []
  return [
    `${mark.padStart(6)}  ${alternativeWords(entity, one)}: ${sourceOf(entity, one)}`,
    ...(found?.holds
      ? []
      : parts.map((condition, index) => {
          const own = markOf([found?.conditions[index] ?? null])
          return `${own.padStart(13)}  ${conditionWords(entity, condition)}`
        })),
  ]
}

/** `?` for what depends on a record that is not there yet. */
function markOf(conditions: readonly (boolean | null)[]): string {
  if (conditions.includes(false)) return 'no'
  return conditions.includes(null) ? '?' : 'yes'
}

function sourceOf(entity: EntityIR, { conditions }: Alternative): string {
  const sources = new Set(conditions.map((condition) => ruleWords(entity, condition)))
  return sources.size === 0 ? 'public' : [...sources].join(' and ')
}

/** The text with its further lines under the first, nested as they were. */
function indented(text: string): string {
  const [first = '', ...rest] = text.split('\n')
  const depth = Math.min(...rest.map((line) => line.length - line.trimStart().length))
  return [first, ...rest.map((line) => `      ${line.slice(depth)}`)].join('\n')
}
