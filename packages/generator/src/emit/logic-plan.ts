import type {
  FieldIR,
  FunctionIR,
  HandlerIR,
  JobIR,
  LogicFileIR,
  MailIR,
  ModelIR,
  WorkflowIR,
} from '@cambium/model'
import { eventName } from '@cambium/model/names'

/** Something with input, and what generated text calls its parts. */
export interface CalledPlan<IR extends LogicFileIR> {
  readonly ir: IR
  /** The interface of what it takes: `PrintSalesInput`. */
  readonly input: string
  /** The constant with what was read of it: `printSalesShape`. */
  readonly shape: string
}

export interface FunctionPlan extends CalledPlan<FunctionIR> {
  /** The interface of what it gives; null where that is nothing, or text. */
  readonly output: string | null
}

/** An event that an entity declares. */
export interface EventPlan {
  /** `order.placed` */
  readonly name: string
  readonly entity: string
  /** What it tells, where it says so: its fields, their interface and the constant with their limits. */
  readonly payload: { readonly fields: readonly FieldIR[]; type: string; constant: string } | null
  /** It tells a record, as every entity does by itself. */
  readonly isBuiltIn: boolean
}

/** What the project does beside keeping records, with the names of its generated parts. */
export interface LogicPlan {
  /** The file that holds the types; an ejected one under its owned name. */
  readonly path: string
  readonly functions: readonly FunctionPlan[]
  readonly jobs: readonly CalledPlan<JobIR>[]
  readonly workflows: readonly CalledPlan<WorkflowIR>[]
  readonly handlers: readonly HandlerIR[]
  readonly mails: readonly MailIR[]
  readonly events: readonly EventPlan[]
}

const generatedPath = 'src/logic.gen.ts'
const ownedPath = 'src/logic.ts'

const builtIn = new Set(['created', 'updated', 'deleted'])

/** What the block that registers the types has names for already. */
const namesOfHooks = ['AnyInput', 'FunctionInput', 'FunctionOutput', 'DeclaredEvent']

/** Names everything of a project's logic once; null where it has none. */
export function planLogic(
  { logic, entities }: ModelIR,
  ejected: ReadonlySet<string>,
): LogicPlan | null {
  const declaresEvents = entities.some(({ events }) => events.length > 0)
  if (!logic && !declaresEvents) return null
  const taken = new Set(namesOfHooks)
  const free = (name: string, kind: string, part: string): string => {
    const plain = `${name}${part}`
    const chosen = taken.has(plain) ? `${name}${kind}${part}` : plain
    taken.add(chosen)
    return chosen
  }
  const called = <IR extends LogicFileIR>(ir: IR, kind: string): CalledPlan<IR> => ({
    ir,
    input: free(capital(ir.name), kind, 'Input'),
    shape: free(ir.name, kind, 'Shape'),
  })
  const functions = (logic?.functions ?? []).map((ir) => ({
    ...called(ir, 'Function'),
    output: ir.output === null ? null : free(capital(ir.name), 'Function', 'Output'),
  }))
  const isEjected = ejected.has(generatedPath) || ejected.has(ownedPath)
  return {
    path: isEjected ? ownedPath : generatedPath,
    functions,
    jobs: (logic?.jobs ?? []).map((ir) => called(ir, 'Job')),
    workflows: (logic?.workflows ?? []).map((ir) => called(ir, 'Workflow')),
    handlers: logic?.handlers ?? [],
    mails: logic?.mails ?? [],
    events: entities.flatMap(({ name, events, eventPayloads }) =>
      events.map((event): EventPlan => {
        const fields = eventPayloads?.[event]
        const camel = `${name.charAt(0).toLowerCase()}${name.slice(1)}${capital(event)}`
        return {
          name: eventName(name, event),
          entity: name,
          payload: fields
            ? {
                fields,
                type: free(capital(camel), 'Payload', 'Event'),
                constant: free(camel, 'Payload', 'Event'),
              }
            : null,
          isBuiltIn: builtIn.has(event),
        }
      }),
    ),
  }
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
