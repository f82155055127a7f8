import type { Column, ForeignKey, Table } from './storage.ts'

/** The columns of a table that point at others, those of several columns among them. */
export function referencesOf({ columns, keyReferences = [] }: Table): Column[] {
  return [...columns.filter(({ reference }) => reference !== null), ...keyReferences]
}

/** The columns of both tables that a foreign key compares. */
export function pairsOf(
  { name }: Column,
  reference: ForeignKey,
): { own: string; target: string }[] {
  return reference.pairs ?? [{ own: name, target: reference.columnName }]
}
