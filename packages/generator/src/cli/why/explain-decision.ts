import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { EntityIR, ModelIR } from '@cambium/model/ir'
import { alternativesOf } from '../../access/index.ts'
import { ruleName } from '../../emit/index.ts'
import { databaseFile } from '../../project/index.ts'
import type { ReadResult } from '../../read/index.ts'
import { CommandError } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import { readServerSettings } from '../read-environment.ts'
import { askApplication, type WhyQuestion } from './ask-application.ts'
import type { WhyRequest } from './read-request.ts'
import type { Decision } from './report-why.ts'
import { askedAlternatives, type QuestionSite } from './rule-question.ts'

/** Looks a decision up in the project's database; throws CommandError when there is nothing to look at. */
export async function explainDecision(
  project: string,
  model: ModelIR,
  { request, place }: { request: WhyRequest; place: ReadResult['place'] },
): Promise<Decision> {
  const { entity, operation, id } = request
  if (operation === 'create') return withoutRows(model, request, place)
  const { databaseUrl } = readServerSettings(project)
  const file = databaseFile(project, databaseUrl)
  if (file !== null && !existsSync(file)) {
    throw new CommandError(
      exitCode.environment,
      `There is no database ${file} yet: run node src/main.ts migrate`,
    )
  }
  const dialect = file === null ? 'postgres' : 'sqlite'
  const site: QuestionSite = { model, entity, caller: request.caller, dialect }
  const asksRead = id !== null && (operation !== 'read' || request.field !== null)
  const questions = [
    question(project, site, request),
    ...(asksRead ? [question(project, site, readOf(request))] : []),
  ]
  const [answer, readable] = await askApplication(project, questions)
  if (!answer) throw new CommandError(exitCode.environment, 'The application gave no answer')
  if (!answer.found) {
    throw new CommandError(
      exitCode.problems,
      `There is no ${entity.names.words} ${id}: for everybody${request.caller.tenant === undefined ? '' : ' of this tenant'} it is not found (404)`,
    )
  }
  return {
    request,
    alternatives: alternativesOf(request.rule),
    answer,
    isReadable: readable?.allowed ?? true,
    place: placeOf(request, place),
  }
}

/** What is created has no row yet: what the caller alone decides is said, the rest depends on what is sent. */
function withoutRows(model: ModelIR, request: WhyRequest, place: ReadResult['place']): Decision {
  const { entity, caller, rule } = request
  const site: QuestionSite = { model, entity, caller, dialect: 'sqlite' }
  const alternatives = askedAlternatives(rule, site).map(({ asked }) => {
    const conditions = asked.map((one) => (one.kind === 'caller' ? one.holds : null))
    return { holds: conditions.every(Boolean), rows: null, conditions, sql: '' }
  })
  const isOpen = alternatives.some(({ conditions }) => conditions.every((holds) => holds !== false))
  const allowed = alternatives.some(({ holds }) => holds)
  return {
    request,
    alternatives: alternativesOf(rule),
    answer: { found: true, passesAtAll: isOpen, allowed, rows: null, sql: null, alternatives },
    isReadable: true,
    place: placeOf(request, place),
  }
}

function readOf(request: WhyRequest): WhyRequest {
  return { ...request, operation: 'read', field: null, rule: request.entity.access.read }
}

function question(project: string, site: QuestionSite, request: WhyRequest): WhyQuestion {
  const { entity, operation, field, rule, caller, id, set } = request
  return {
    entity: entity.name,
    module: queriesFile(project, entity),
    rule: ruleName(entity, operation, field?.name),
    caller,
    id,
    set,
    alternatives: askedAlternatives(rule, site).map(({ asked }) => asked),
  }
}

function queriesFile(project: string, { folder, names }: EntityIR): string {
  const owned = `${folder}/${names.file}.queries.ts`
  return existsSync(join(project, owned)) ? owned : `${folder}/${names.file}.queries.gen.ts`
}

/** Where the rule is written; of one that is not, the entity. */
function placeOf(
  { entity, operation, field, rule }: WhyRequest,
  place: ReadResult['place'],
): string {
  const path = field
    ? [entity.name, 'fieldAccess', field.name, operation]
    : [entity.name, ...(rule ? ['access', operation] : [])]
  const { file, line } = place({
    code: '',
    severity: 'warning',
    message: '',
    path,
    hint: null,
    nearest: null,
  })
  return `${file}:${line}`
}
