import type { FunctionIR } from '@cambium/model'
import { arrayLines, code, printSource, stringLiteral, valueName } from '../../print/index.ts'
import type { EmittedFile } from '../emitted-file.ts'
import type { LogicPlan } from '../logic-plan.ts'
import type { ProjectPlan } from '../project-names.ts'
import * as runtime from '../runtime-names.ts'
import { accessScenarios } from './access-scenarios.ts'

const path = 'src/functions/functions.test.gen.ts'

/** `functions.test.gen.ts`: who may call a function and who may not. None of them is run by it. */
export function emitLogicTests({ model }: ProjectPlan, { functions }: LogicPlan): EmittedFile[] {
  const served = functions.map(({ ir }) => ir).filter(isServed)
  if (served.length === 0) return []
  const text = printSource({
    path,
    header:
      'Generated from the files beside it. Do not edit: write tests of what they do yourself.',
    declares: [],
    body: [
      code`
        ${runtime.testing.value('scenarios')}(${stringLiteral('who may call functions')}, {
          ${valueName('src/app.gen.ts', 'app')},
          hooks: false,
          refusals: ${arrayLines(served.flatMap((one) => accessScenarios(model, one)))},
        })
      `,
    ],
  })
  return [{ path, text, owned: false }]
}

function isServed({ path: address }: FunctionIR): boolean {
  return address !== null
}
