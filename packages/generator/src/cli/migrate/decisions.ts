import type { JsonValue } from '@cambium/model/ir'
import { CommandError, type CommandInput } from '../command.ts'
import { exitCode } from '../exit-code.ts'

/** What a person decided about a change, by flags. */
export interface Decisions {
  drops: ReadonlySet<string>
  fills: ReadonlyMap<string, JsonValue>
  renames: readonly RenameDecision[]
}

/** `--rename Order.cPhone=phone`, or `--rename Order=Sale` for an entity. */
export interface RenameDecision {
  entity: string
  field: string | null
  to: string
}

/** Reads `--drop`, `--fill` and `--rename`; throws CommandError for one that cannot be read. */
export function readDecisions({ flags }: Pick<CommandInput, 'flags'>): Decisions {
  return {
    drops: new Set(listOf(flags.drop)),
    fills: new Map(
      listOf(flags.fill).map((text) => {
        const [name, value] = pairIn('fill', text)
        return [name, parseValue(value)] as const
      }),
    ),
    renames: listOf(flags.rename).map((text) => {
      const [name, to] = pairIn('rename', text)
      const [entity = '', field = null] = name.split('.')
      return { entity, field, to }
    }),
  }
}

function listOf(flag: CommandInput['flags'][string]): string[] {
  return (Array.isArray(flag) ? flag : [flag]).filter((one) => typeof one === 'string')
}

function pairIn(flag: string, text: string): [string, string] {
  const at = text.indexOf('=')
  if (at > 0 && at < text.length - 1) return [text.slice(0, at), text.slice(at + 1)]
  const example = flag === 'fill' ? 'Order.kind=plain' : 'Order.phone=telephone'
  throw new CommandError(exitCode.usage, `Write --${flag} ${example}, not --${flag} ${text}`)
}

/** A number, true, false or JSON is what it says; anything else is text. */
function parseValue(text: string): JsonValue {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}
