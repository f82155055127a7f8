import type { EntityIR } from '@cambium/model'
import { isIntegerKey } from '@cambium/model/keys'
import {
  arrayLines,
  code,
  objectLines,
  type Part,
  stringLiteral,
  typeName,
  valueName,
} from '../../print/index.ts'
import type { PlannedDecision } from '../decisions/index.ts'
import { pluralWords, withArticle } from '../header.ts'
import type { EntityPlan, ProjectPlan } from '../project-names.ts'
import * as runtime from '../runtime-names.ts'
import { decisionLines, sampleMembers } from './decision-lines.ts'

/** Fewer values are written out where a record is made. */
const fewestShared = 3

/** What the rules decide, request by request, and the values that the records of these share. */
export function decisionTable(
  project: ProjectPlan,
  { entity }: EntityPlan,
  decisions: readonly PlannedDecision[],
): Part[] {
  if (decisions.length === 0) return []
  const shared = sharedSamples(decisions)
  const users = project.entities.find((other) => other.entity.name === 'User')
  const names = {
    hasTextIds: !users || !isIntegerKey(users.entity.key),
    tenant: project.model.tenancy?.entity ?? null,
    sampleOf: (name: string) =>
      shared.find((one) => one.name === name)?.names.camel.concat('Values'),
  }
  const title = stringLiteral(`who may do what with ${pluralWords(entity)}`)
  const table = arrayLines(decisions.map((decision) => decisionLines(decision, names)))
  return [
    ...shared.map((one) => sampleConstant(project.of(one.name))),
    code`${runtime.testing.value('decisions')}(${title}, ${application(project)}, ${table})`,
  ]
}

function application(project: ProjectPlan): Part {
  const app = valueName('src/app.gen.ts', 'app')
  return project.model.tenancy === null ? app : code`{ ${app}, tenant: prepareTenant }`
}

/** The entities with several values that each of their records needs. */
function sharedSamples(decisions: readonly PlannedDecision[]): EntityIR[] {
  const made = decisions.flatMap(({ world }) => world.records.map(({ entity }) => entity))
  return [...new Set(made)].filter((entity) => sampleMembers(entity).length >= fewestShared)
}

function sampleConstant({ entity, files, record }: EntityPlan): Part {
  return code`
    /** What ${withArticle(entity.names.words)} must have, and no more. */
    const ${entity.names.camel}Values = ${objectLines(sampleMembers(entity))} satisfies Partial<${typeName(files.schema, record)}>
  `
}
