import { type Code, code, jsdoc, literal, stringLiteral } from '../../print/index.ts'
import { callRuleText } from '../call-rule.ts'
import { callerCondition, conditionText } from '../caller-condition.ts'
import type { FunctionPlan } from '../logic-plan.ts'
import * as runtime from '../runtime-names.ts'
import { rulesOf } from './values.ts'

/** What the runtime knows of a function. Its rule asks the caller alone, and stands here as code. */
export function functionShape({ ir, shape }: FunctionPlan): Code {
  const allowed = conditionText(callerCondition(ir.access ?? { type: 'role', roles: ['admin'] }))
  const parameter = allowed.includes('caller') ? 'caller' : ''
  const address = ir.path === null ? 'No address' : `${ir.method} /api${ir.path}`
  return code`
    ${jsdoc(`${address}: ${callRuleText(ir.access)}`)}
    export const ${shape}: ${runtime.functions.type('FunctionShape')} = {
      name: ${stringLiteral(ir.name)},
      method: ${stringLiteral(ir.method)},
      path: ${ir.path === null ? 'null' : stringLiteral(ir.path)},
      allow: (${parameter}) => ${allowed},
      input: ${rulesOf(ir.input)},
      output: ${ir.output === null ? 'null' : rulesOf(ir.output)},
      stream: ${literal(ir.stream)},
    }
  `
}
