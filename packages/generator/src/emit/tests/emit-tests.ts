import { posix } from 'node:path'
import {
  arrayLines,
  type Code,
  code,
  type Part,
  printSource,
  stringLiteral,
  valueName,
} from '../../print/index.ts'
import type { EntityDecisions } from '../decisions/index.ts'
import type { EmittedFile } from '../emitted-file.ts'
import { pluralWords } from '../header.ts'
import type { EntityPlan, ProjectPlan } from '../project-names.ts'
import * as runtime from '../runtime-names.ts'
import { answerScenarios } from './answer-scenarios.ts'
import { decisionTable } from './decision-table.ts'
import { refusalScenarios } from './refusal-scenarios.ts'
import { mentioned, type ScenarioText, scenarioLines } from './scenario.ts'
import { tenantFunction } from './tenant-function.ts'
import { planTests, type TestPlan } from './test-plan.ts'

/** `x.test.gen.ts`: requests and what must come back, refusals first, then each rule, without the owned hooks. */
export function emitTests(
  project: ProjectPlan,
  plan: EntityPlan,
  { decisions }: EntityDecisions,
): EmittedFile {
  const { entity, files } = plan
  const tests = planTests(project, plan)
  const refusals = refusalScenarios(project, plan)
  const isTenant = project.model.tenancy?.entity === entity.name
  // nothing can be put into a view for a test to find
  const answers = isTenant || entity.view ? [] : answerScenarios(tests)
  const tenant = tenantFunction(project)
  const used = mentioned(answers, tests.fixtures.names)
  const model = posix.basename(files.model)
  const own = posix.basename(files.model).replace('.model.', '.test.')
  const text = printSource({
    path: files.test,
    header: `Generated from ${model}. Do not edit: your own tests go in ${own}.`,
    declares: ['prepare', 'prepareTenant', ...tests.fixtures.names],
    body: [
      tenant,
      used.length > 0 && prepareFunction(tests, used),
      code`
        ${runtime.testing.value('scenarios')}(${stringLiteral(`${pluralWords(entity)} over REST`)}, {
          ${valueName('src/app.gen.ts', 'app')},
          hooks: false,
          ${tenant && 'tenant: prepareTenant,'}
          ${used.length > 0 && 'prepare,'}
          refusals: ${table(refusals, used)},
          ${answers.length > 0 && code`answers: ${table(answers, used)},`}
        })
      `,
      ...(entity.view ? [] : decisionTable(project, plan, decisions)),
    ],
  })
  return { path: files.test, text, owned: false }
}

function prepareFunction(tests: TestPlan, used: readonly string[]): Code {
  return code`
    /** The records the scenarios need, made without rules and hooks. */
    async function prepare({ system }: ${runtime.testing.type('TestApp')}) {
      ${tests.fixtures.statements(used)}
      return { ${used.join(', ')} }
    }
  `
}

function table(scenarios: readonly ScenarioText[], prepared: readonly string[]): Part {
  return arrayLines(scenarios.map((scenario) => scenarioLines(scenario, prepared)))
}
