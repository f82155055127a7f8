import { type Part, printSource } from '../../print/index.ts'
import type { EmittedFile } from '../emitted-file.ts'
import type { LogicPlan } from '../logic-plan.ts'
import type { ProjectPlan } from '../project-names.ts'
import { emitLogicTests } from './emit-logic-tests.ts'
import { functionShape } from './function-shape.ts'
import { registration } from './registration.ts'
import { calledShape, payloadRules, valuesInterface } from './values.ts'

/** `src/logic.gen.ts` with the types of functions, jobs and their kin, and the tests of who may call what. */
export function emitLogic(project: ProjectPlan, logic: LogicPlan): EmittedFile[] {
  const declared = [
    ...logic.functions.flatMap(({ input, output, shape }) => [input, output, shape]),
    ...[...logic.jobs, ...logic.workflows].flatMap(({ input, shape }) => [input, shape]),
    ...logic.events.flatMap(({ payload }) => (payload ? [payload.type, payload.constant] : [])),
  ]
  const text = printSource({
    path: logic.path,
    header: 'Generated from the models and the files of logic. Do not edit: change those instead.',
    declares: declared.filter((name) => name !== null),
    body: [
      ...logic.functions.flatMap(functionParts),
      ...[...logic.jobs, ...logic.workflows].flatMap(({ ir, input, shape }): Part[] => [
        valuesInterface(input, { doc: `What \`${ir.name}\` takes.`, fields: ir.input }),
        calledShape(shape, ir),
      ]),
      ...logic.events.flatMap(eventParts),
      registration(logic),
    ],
  })
  return [{ path: logic.path, text, owned: false }, ...emitLogicTests(project, logic)]
}

function functionParts(plan: LogicPlan['functions'][number]): Part[] {
  const { ir, input, output } = plan
  const isStream = ir.stream !== null
  const gives = isStream ? `Each part of what \`${ir.name}\` gives.` : `What \`${ir.name}\` gives.`
  return [
    valuesInterface(input, { doc: `What \`${ir.name}\` takes.`, fields: ir.input }),
    output !== null && valuesInterface(output, { doc: gives, fields: ir.output ?? [] }),
    functionShape(plan),
  ]
}

function eventParts({ name, payload }: LogicPlan['events'][number]): Part[] {
  if (!payload) return []
  const doc = `What \`${name}\` tells.`
  return [
    valuesInterface(payload.type, { doc, fields: payload.fields }),
    payloadRules(payload.constant, { name, fields: payload.fields }),
  ]
}
