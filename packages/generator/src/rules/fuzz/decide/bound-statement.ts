import type { Input, SqlDialect } from '../../sql/index.ts'
import type { FuzzCaller, Situation } from './situation.ts'
import type { Statement } from './template-statement.ts'

/** Renders with placeholders, and gives the statement with its values. */
export function boundStatement(
  dialect: SqlDialect,
  situation: Situation,
  render: (bind: (input: Input) => string) => string,
): Statement {
  const values: unknown[] = []
  const text = render((input) => place(dialect, values, inputValue(input, situation)))
  return { text, values }
}

/** Renders for all callers at once: they stand in a list called `s`. */
export function batchStatement(
  dialect: SqlDialect,
  { callers, situation }: { callers: readonly FuzzCaller[]; situation: Situation },
  render: (bind: (input: Input) => string) => string,
): Statement & { from: string } {
  const values: unknown[] = []
  const roleLists: (readonly string[])[] = []
  const text = render((input) => {
    if (input.kind === 'userId') return 's."id"'
    if (input.kind !== 'hasRole') return place(dialect, values, inputValue(input, situation))
    roleLists.push(input.roles)
    return `s."role_${roleLists.length}"`
  })
  const rows = callers.map(({ id, roles }) => {
    const flags = roleLists.map((list) => String(list.some((role) => roles.includes(role))))
    return `(${[typeof id === 'number' ? String(id) : `'${id}'`, ...flags].join(', ')})`
  })
  const columns = ['"id"', ...roleLists.map((_, index) => `"role_${index + 1}"`)]
  return { text, values, from: `with s(${columns.join(', ')}) as (values ${rows.join(', ')})` }
}

function place(dialect: SqlDialect, values: unknown[], value: unknown): string {
  values.push(value)
  return `${dialect === 'sqlite' ? '?' : '$'}${values.length}`
}

function inputValue(input: Input, { caller, next, previous, now }: Situation): unknown {
  switch (input.kind) {
    case 'userId':
      return caller.id
    case 'tenant':
      return null
    case 'now':
      return now
    case 'hasRole':
      return input.roles.some((role) => caller.roles.includes(role))
    case 'exists':
      return previous !== null
    case 'field':
      return (input.base === 'next' ? next : previous)?.[input.field] ?? null
  }
}
