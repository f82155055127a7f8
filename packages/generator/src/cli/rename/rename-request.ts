import { CommandError } from '../command.ts'
import { exitCode } from '../exit-code.ts'

/** What a person asked for: `Order.cPhone phone`, or `Order Sale` for an entity. */
export interface RenameRequest {
  entity: string
  field: string | null
  to: string
}

/** Reads the two names of `cambium rename`; throws CommandError when they cannot be meant. */
export function readRequest([name = '', written = '']: readonly string[]): RenameRequest {
  const [entity = '', field = null, ...rest] = name.split('.')
  const to =
    field !== null && written.startsWith(`${entity}.`) ? written.slice(entity.length + 1) : written
  if (entity === '' || field === '' || rest.length > 0) {
    throw refuse(
      `Write cambium rename Order.phone telephone, or cambium rename Order Sale, not ${name}`,
    )
  }
  if (field === null && !/^[A-Z][A-Za-z0-9_]*$/.test(to)) {
    throw refuse(`"${to}" cannot be the name of an entity: letters and digits, a capital first`)
  }
  if (field !== null && !/^[A-Za-z_][A-Za-z0-9_]*$/.test(to)) {
    throw refuse(
      `"${to}" cannot be the name of a field: letters, digits and underscores, no digit first`,
    )
  }
  if ((field ?? entity) === to) throw refuse(`${name} has that name already`)
  return { entity, field, to }
}

function refuse(message: string): CommandError {
  return new CommandError(exitCode.usage, message)
}
