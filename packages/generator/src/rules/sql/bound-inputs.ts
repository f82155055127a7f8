import type { ValueType } from '@cambium/model/ir'
import type { Input, Inputs } from './renderer.ts'

export type SqlDialect = 'sqlite' | 'postgres'

/** Gives the text that stands for a value in the statement: a placeholder, or a column of the callers of a batch. */
export type Bind = (input: Input) => string

/** Values as placeholders, each with a cast where PostgreSQL needs one. */
export function createBoundInputs(dialect: SqlDialect, bind: Bind): Inputs {
  return {
    condition: () => null,
    value: () => null,
    single(input, type) {
      const castType = dialect === 'postgres' ? postgresTypes[type] : sqliteTypes[type]
      const text = bind(input)
      return castType === undefined ? text : `cast(${text} as ${castType})`
    },
  }
}

const postgresTypes: Readonly<Partial<Record<ValueType, string>>> = {
  string: 'text',
  integer: 'bigint',
  number: 'double precision',
  bigint: 'bigint',
  decimal: 'numeric',
  boolean: 'boolean',
  date: 'date',
  instant: 'timestamptz',
  json: 'jsonb',
}

/** Columns are strict, so values compare as what they are; only big integers come as text. */
const sqliteTypes: Readonly<Partial<Record<ValueType, string>>> = { bigint: 'bigint' }
