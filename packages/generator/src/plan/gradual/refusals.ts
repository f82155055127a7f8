import { carriesOf } from '../carry-links.ts'
import { differs } from '../differs.ts'
import type { Unsafe } from '../operation.ts'
import type { Column, Storage, Table } from '../storage.ts'

/** What old and new code could not both live with, and why; nothing where a change can be gradual. */
export function refusedGradually(from: Storage, to: Storage): Unsafe[] {
  const carried = carriesOf(from, to, new Date(0)).drops.map((label) =>
    refusal(
      label,
      'becomes a relation of another kind, and old code would not see what new code links',
    ),
  )
  const tables = from.tables.flatMap((before) => {
    const after = to.tables.find(({ key }) => key === before.key)
    return after ? refusedTable(before, after) : []
  })
  return [...carried, ...takenTables(from, to), ...tables]
}

function takenTables(from: Storage, to: Storage): Unsafe[] {
  return to.tables.flatMap((table) => {
    const by = from.tables.find(({ key, name }) => key !== table.key && isNamed(name, table.name))
    return by && !from.tables.some(({ key }) => key === table.key)
      ? [
          refusal(
            table.label,
            `takes the table name of ${by.label}, which old code still uses: ${twice}`,
          ),
        ]
      : []
  })
}

const twice = 'save the change that frees the name first'

function isNamed(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase()
}

function refusedTable(before: Table, after: Table): Unsafe[] {
  if (before.name !== after.name) {
    const advice = after.isLink
      ? 'rename it in a deployment that stops old code first'
      : `keep its name with table: '${before.name}' in the model`
    return [
      refusal(before.label, `has another table, and each code would look for its own: ${advice}`),
    ]
  }
  const taken = after.columns.flatMap((column) => {
    const by = before.columns.find(
      ({ key, name }) => key !== column.key && isNamed(name, column.name),
    )
    const why = `takes the column name of ${by?.label}, which old code still uses: ${twice}`
    return by ? [refusal(`${after.label}.${column.label}`, why)] : []
  })
  if (taken.length > 0) return taken
  return before.columns.flatMap((was) => {
    const column = after.columns.find(({ key }) => key === was.key)
    const why = column ? refusedColumn({ before, after }, was, column) : null
    return why === null ? [] : [refusal(`${before.label}.${was.label}`, why)]
  })
}

function refusedColumn(
  { before, after }: { before: Table; after: Table },
  was: Column,
  column: Column,
): string | null {
  const another = 'add a field of its own, fill it in code, and drop this one later'
  if (!isSameType(was, column)) return `has another type, which old code could not read: ${another}`
  if (was.form !== column.form)
    return `holds other values, which old code could not read: ${another}`
  if (was.name === column.name) return null
  if (before.isLink || before.primaryKey.columns.includes(was.name) || isHeld(before, was)) {
    return 'is part of a key, whose columns cannot stand twice'
  }
  const isSearched = [...before.sideIndexes, ...after.sideIndexes].some((index) =>
    (index.kind === 'place' ? [index.column] : index.columns.map(({ name }) => name)).some(
      (name) => name === was.name || name === column.name,
    ),
  )
  return isSearched
    ? `is searched, and its index cannot follow two columns: keep its name with column: '${was.name}' in the model`
    : null
}

/** Does a foreign key of several columns name it? */
function isHeld({ keyReferences = [] }: Table, { name }: Column): boolean {
  return keyReferences.some(({ reference }) => reference?.pairs?.some(({ own }) => own === name))
}

/** More digits before the point are read by old code as well. */
function isSameType({ type: was }: Column, { type }: Column): boolean {
  if (was.kind === 'decimal' && type.kind === 'decimal') {
    return was.scale === type.scale && was.precision <= type.precision
  }
  return !differs(was, type)
}

function refusal(what: string, why: string): Unsafe {
  return { what, why, flags: [] }
}
