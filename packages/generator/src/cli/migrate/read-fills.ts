import { readValue } from '@cambium/model/check'
import type { JsonValue, ModelIR } from '@cambium/model/ir'
import { CommandError } from '../command.ts'
import { exitCode } from '../exit-code.ts'
import type { Decisions } from './decisions.ts'

/** The values of `--fill` as their fields hold them, `now` of an instant being the given one; throws CommandError for one that its field cannot have. */
export function readFills(
  fills: Decisions['fills'],
  { entities }: ModelIR,
  at: Date,
): ReadonlyMap<string, JsonValue> {
  const fields = new Map(
    entities.flatMap((entity) =>
      entity.fields.map((field) => [`${entity.name}.${field.name}` as string, field] as const),
    ),
  )
  return new Map(
    [...fills].map(([name, value]) => {
      const field = fields.get(name)
      if (!field) return [name, value]
      // the time of the plan: a script has to do the same in every database
      if (field.value === 'instant' && value === 'now') return [name, at.toISOString()]
      const read = readValue(field, value)
      if ('literal' in read) return [name, read.literal]
      const said = typeof value === 'string' ? value : JSON.stringify(value)
      throw new CommandError(exitCode.usage, `${name} takes ${read.takes}, not ${said}`)
    }),
  )
}
