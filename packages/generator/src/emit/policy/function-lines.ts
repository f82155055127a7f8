import type { FunctionIR, ModelIR } from '@cambium/model'
import { columnsOf, residualRule } from '../../access/index.ts'
import { callRuleText, callRuleWords } from '../call-rule.ts'

/** Who may call which function over the API; nothing where there are none. */
export function functionLines(model: ModelIR): string[] {
  const functions = model.logic?.functions ?? []
  if (functions.length === 0) return []
  const columns = columnsOf(model)
  return [
    '## Functions',
    '',
    'Who may call them over the API. Server code calls them without being asked; `db` in a function has the rules of the',
    'caller all the same, `system` none.',
    '',
    `| | ${columns.map(({ words }) => words).join(' | ')} |`,
    `|---|${columns.map(() => '---|').join('')}`,
    ...functions.map((one) => {
      const cells = columns.map((column) =>
        residualRule(one.access, column).type === 'public' ? 'yes' : 'no',
      )
      return `| ${one.name} | ${cells.join(' | ')} |`
    }),
    '',
    ...functions.map(functionLine),
  ]
}

function functionLine({ name, method, path, access }: FunctionIR): string {
  const address = path === null ? 'has no address' : `\`${method} /api${path}\``
  return `- ${name}, ${address}: ${callRuleWords(access)} (\`${callRuleText(access)}\`)`
}
