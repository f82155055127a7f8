import type { Column } from '../column.ts'
import type { Decode } from '../column-codec.ts'
import type { Dialect, Fragment, Sql, SqlPart } from '../sql.ts'
import { sql } from '../sql.ts'
import { postgresForm } from './postgres-form.ts'
import { sqliteForm } from './sqlite-form.ts'
import type { StoredForm } from './stored-form.ts'
import { tellUnfit } from './unfit-value.ts'

/** A column of a table that Cambium did not make, in the SQL of either database. */
export interface ForeignColumn {
  selected: Sql
  compared: Sql
  text: Sql
  /** In the form Cambium's own columns have. */
  own: Sql
  encode(value: unknown): SqlPart
  write(value: unknown): SqlPart
  decoder(dialect: Dialect): Decode
  /** The type of a PostgreSQL list to compare it with, where it is not that of its values. */
  listOf: string | null
}

/** Describes a column by the type the model says it has; `at` is the table with the column, for messages. */
export function foreignColumn(column: Column, plain: Sql, at: string): ForeignColumn {
  const options = { type: column.stored?.type, scale: column.scale }
  const forms: Record<Dialect, StoredForm> = {
    sqlite: sqliteForm(column.type, options),
    postgres: postgresForm(column.type, options),
  }
  const either = (part: 'select' | 'compare' | 'text' | 'own'): Sql => {
    const rendered = {
      sqlite: forms.sqlite[part](plain),
      postgres: forms.postgres[part](plain),
    }
    if (rendered.sqlite === plain && rendered.postgres === plain) return plain
    const fragment: Fragment = {
      fragment: `${part} of ${at}`,
      render: (dialect) => rendered[dialect],
    }
    return sql`${fragment}`
  }
  return {
    selected: either('select'),
    compared: either('compare'),
    text: either('text'),
    own: either('own'),
    encode: (value) => (value === null ? null : encoded(forms, value)),
    write: (value) => (value === null ? null : written(forms, value)),
    decoder: (dialect) => (value) => {
      const decoded = forms[dialect].decode(value)
      return decoded === undefined ? tellUnfit(at, value) : decoded
    },
    listOf: forms.postgres.listOf,
  }
}

/** Made when the database is known: only one of the two forms can be right. */
function encoded(forms: Record<Dialect, StoredForm>, value: unknown): Fragment {
  return {
    fragment: 'foreign value',
    render: (dialect) => sql`${forms[dialect].encode(value)}`,
  }
}

function written(forms: Record<Dialect, StoredForm>, value: unknown): Fragment {
  return {
    fragment: 'foreign value to write',
    render: (dialect) => {
      const form = forms[dialect]
      return sql`${form.write ? form.write(value) : form.encode(value)}`
    },
  }
}
