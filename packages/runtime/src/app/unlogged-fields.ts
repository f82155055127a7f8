import type { Registry } from '../operation/index.ts'

/** The names of the fields whose values never reach the log: what tells of a person, and what never leaves the server. */
export function unloggedFields({ entities }: Registry): readonly string[] {
  const names = entities.flatMap(({ resource: { fields, columns } }) =>
    Object.entries(fields).flatMap(([name, { pii, hidden, writeOnly }]) =>
      pii || hidden || writeOnly || isEncrypted(columns, name) ? [name] : [],
    ),
  )
  return [...new Set(names)]
}

function isEncrypted(
  columns: Registry['entities'][number]['resource']['columns'],
  name: string,
): boolean {
  return columns.has(name) && columns.typeOf(name) === 'encrypted'
}
