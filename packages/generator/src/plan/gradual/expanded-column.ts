import { differs } from '../differs.ts'
import type { Column } from '../storage.ts'

/** The column that both codes can live with, where its name stays. */
export function sharedColumn(was: Column, column: Column): Column {
  const { default: _, ...form } = column
  const value = column.default ?? was.default
  return {
    ...form,
    nullable: was.nullable || column.nullable,
    ...(value !== undefined && { default: value }),
    choices: sharedChoices(was, column),
    reference: sharedReference(was, column),
    formula: was.formula,
  }
}

/** A column that only old code writes: it may be empty from now on, unless a default fills it. */
export function leavingColumn(column: Column): Column {
  return { ...column, nullable: column.nullable || column.default === undefined }
}

/** A column that only new code writes. */
export function comingColumn(column: Column): Column {
  return { ...column, nullable: column.nullable || column.default === undefined }
}

/** The two columns of a field that is renamed. Without defaults: an empty one is the one that its code did not write. */
export function twoColumns(was: Column, column: Column): { former: Column; now: Column } {
  const { default: _, ...former } = was
  const { default: __, ...now } = column
  const sameChoices = !differs(was.choices?.values, column.choices?.values)
  return {
    former: { ...former, nullable: true, choices: sameChoices ? was.choices : null },
    now: {
      ...now,
      nullable: true,
      // the names of checks and keys are still those of the former column
      choices: null,
      reference: column.reference && { ...column.reference, name: `${column.reference.name}_dual` },
    },
  }
}

/** Old code writes its choices and new code its own; where one of them has none, neither is held to any. */
function sharedChoices(was: Column, column: Column): Column['choices'] {
  if (!was.choices || !column.choices) return null
  const [old, now] = [was.choices.values, column.choices.values]
  if (old.every((value) => now.includes(value))) return column.choices
  const more = now.filter((value) => !old.includes(value))
  return { ...column.choices, values: [...old, ...more] }
}

function sharedReference({ reference: was }: Column, { reference }: Column): Column['reference'] {
  return was && reference?.table === was.table ? was : null
}
