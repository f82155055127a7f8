import type { SourceColumn } from '../../source/index.ts'
import type { PostgresConnection } from '../postgres-connection.ts'
import { tryQuery } from '../try-query.ts'
import { textExpression, valueReader } from '../values/index.ts'

/** A column whose default is a constant expression. */
export interface ConstantDefault {
  column: SourceColumn
  sql: string
  /** The type of the column in the words of the server. */
  native: string
  base: string
}

/** Has the server work out the constants, each in the type of its column, and gives the columns their values. */
export async function workOutDefaults(
  connection: PostgresConnection,
  constants: readonly ConstantDefault[],
): Promise<void> {
  for (let start = 0; start < constants.length; start += 200) {
    const part = constants.slice(start, start + 200)
    const values = await evaluate(connection, part)
    for (const [at, { column, base, sql }] of part.entries()) {
      const text = values[at]
      const read = valueReader(column.type, base)
      if (text === undefined) column.default = { kind: 'sql', sql }
      else column.default = text === null ? null : { kind: 'literal', value: read(text) }
    }
  }
}

async function evaluate(
  connection: PostgresConnection,
  part: readonly ConstantDefault[],
): Promise<(string | null | undefined)[]> {
  const list = part.map(({ sql, native, base, column }) =>
    textExpression(`((${sql})::${native})`, { type: column.type, base }),
  )
  const together = await tryQuery(connection, `select ${list.join(', ')}`)
  if (together || part.length === 1) return together ?? [undefined]
  const one: (string | null | undefined)[] = []
  for (const constant of part) one.push(...(await evaluate(connection, [constant])))
  return one
}
