import {
  type Code,
  code,
  type Part,
  propertyKey,
  stringLiteral,
  typeName,
} from '../../print/index.ts'
import type { FunctionPlan, LogicPlan } from '../logic-plan.ts'
import * as runtime from '../runtime-names.ts'

/** What hooks, functions, jobs and handlers are typed by. */
export function registration(logic: LogicPlan): Code {
  const { functions, jobs, workflows, events, mails } = logic
  return code`
    declare module '@cambium/runtime/hooks' {
      interface Register {
        ${part('functions', functions.map(functionEntry))}
        ${part(
          'jobs',
          jobs.map(({ ir, input }) => `${propertyKey(ir.name)}: ${input}`),
        )}
        ${part(
          'workflows',
          workflows.map(({ ir, input }) => `${propertyKey(ir.name)}: ${input}`),
        )}
        ${part('events', events.filter(({ isBuiltIn }) => !isBuiltIn).map(eventEntry))}
        ${part('mails', mails.map(mailEntry))}
      }
    }
  `
}

function part(name: string, entries: readonly Part[]): Part {
  if (entries.length === 0) return `${name}: object`
  return code`
    ${name}: {
      ${entries}
    }
  `
}

function functionEntry({ ir, input, output }: FunctionPlan): Part {
  const one =
    ir.stream === 'text' ? 'string' : (output ?? (ir.stream === null ? 'void' : 'unknown'))
  const given = ir.stream === null ? one : `AsyncIterable<${one}>`
  return `${propertyKey(ir.name)}: { input: ${input}; output: ${given} }`
}

function eventEntry({ name, payload }: LogicPlan['events'][number]): Part {
  return `${stringLiteral(name)}: ${payload?.type ?? 'unknown'}`
}

function mailEntry({ name, file }: LogicPlan['mails'][number]): Part {
  return code`${propertyKey(name)}: ${runtime.mail.type('DataOf')}<typeof ${typeName(file, name)}>`
}
