import type {
  Catalogue,
  CatalogueColumn,
  CatalogueConstraint,
  CatalogueObject,
  CatalogueTable,
} from './catalogue.ts'

/** What a difference is about. */
export type Thing =
  | 'table'
  | 'options'
  | 'column'
  | 'type'
  | 'nullability'
  | 'default'
  | 'generated'
  | CatalogueConstraint['kind']
  | 'index'
  | 'trigger'

/** One thing a database has, lacks, or has in another form. */
export interface Difference {
  kind: 'extra' | 'missing' | 'changed'
  thing: Thing
  table: string
  /** Of the column, constraint, index or trigger; `null` for the table itself. */
  name: string | null
  /** What the database has. */
  found: string | null
  /** What it should have. */
  wanted: string | null
}

/** The differences of one table, and its two forms. */
export interface TableDrift {
  table: string
  found: CatalogueTable | null
  wanted: CatalogueTable | null
  differences: Difference[]
}

/** Where a database differs from what it should be, table by table. */
export function compareCatalogues(found: Catalogue, wanted: Catalogue): TableDrift[] {
  const names = [...new Set([...found.tables, ...wanted.tables].map(({ name }) => name))]
  return names.sort().flatMap((name) => {
    const pair = {
      table: name,
      found: found.tables.find((table) => table.name === name) ?? null,
      wanted: wanted.tables.find((table) => table.name === name) ?? null,
    }
    const differences = compareTable(pair)
    return differences.length === 0 ? [] : [{ ...pair, differences }]
  })
}

type Pair = Omit<TableDrift, 'differences'>

function compareTable({ table, found, wanted }: Pair): Difference[] {
  const whole = { thing: 'table', table, name: null } as const
  if (!found) return [{ kind: 'missing', ...whole, found: null, wanted: optionsOf(wanted) }]
  if (!wanted) return [{ kind: 'extra', ...whole, found: optionsOf(found), wanted: null }]
  const options = changed(
    { thing: 'options', table, name: null },
    optionsOf(found),
    optionsOf(wanted),
  )
  return [
    ...options,
    ...compareColumns({ table, found, wanted }),
    ...compareObjects(table, found.constraints, wanted.constraints),
    ...compareObjects(table, of('index', found.indexes), of('index', wanted.indexes)),
    ...compareObjects(table, of('trigger', found.triggers), of('trigger', wanted.triggers)),
  ]
}

function optionsOf(table: CatalogueTable | null): string {
  return table?.options === '' ? 'plain' : (table?.options ?? 'plain')
}

function compareColumns({
  table,
  found,
  wanted,
}: {
  table: string
  found: CatalogueTable
  wanted: CatalogueTable
}): Difference[] {
  const extra = found.columns.filter(({ name }) => !wanted.columns.some((one) => one.name === name))
  return [
    ...extra.map((column): Difference => {
      const text = columnWords(column)
      return {
        kind: 'extra',
        thing: 'column',
        table,
        name: column.name,
        found: text,
        wanted: null,
      }
    }),
    ...wanted.columns.flatMap((column): Difference[] => {
      const now = found.columns.find(({ name }) => name === column.name)
      const at = { table, name: column.name }
      if (now) return compareColumn(at, now, column)
      return [{ kind: 'missing', thing: 'column', ...at, found: null, wanted: columnWords(column) }]
    }),
  ]
}

function compareColumn(
  at: { table: string; name: string },
  found: CatalogueColumn,
  wanted: CatalogueColumn,
): Difference[] {
  return [
    ...changed({ thing: 'type', ...at }, found.type, wanted.type),
    ...changed({ thing: 'nullability', ...at }, emptyWords(found), emptyWords(wanted)),
    ...changed({ thing: 'default', ...at }, found.default ?? 'none', wanted.default ?? 'none'),
    ...changed(
      { thing: 'generated', ...at },
      found.generated ?? 'nothing',
      wanted.generated ?? 'nothing',
    ),
  ]
}

/** A column in words: `text, may be empty, default 'x'`. */
export function columnWords(column: CatalogueColumn): string {
  return [
    column.type,
    emptyWords(column),
    ...(column.default === null ? [] : [`default ${column.default}`]),
    ...(column.generated === null ? [] : [column.generated]),
  ].join(', ')
}

function emptyWords({ nullable }: CatalogueColumn): string {
  return nullable ? 'may be empty' : 'never empty'
}

type Named = Pick<CatalogueConstraint, 'name' | 'definition'> & { kind: Thing }

function of(kind: Thing, objects: readonly CatalogueObject[]): Named[] {
  return objects.map((object) => ({ ...object, kind }))
}

/** What has no name is what it says. */
function compareObjects(
  table: string,
  found: readonly Named[],
  wanted: readonly Named[],
): Difference[] {
  const key = ({ kind, name, definition }: Named): string => `${kind} ${name || definition}`
  const left = new Map(found.map((one) => [key(one), one]))
  const right = new Map(wanted.map((one) => [key(one), one]))
  const all = [...new Set([...left.keys(), ...right.keys()])]
  return all.flatMap((one): Difference[] => {
    const now = left.get(one)
    const then = right.get(one)
    const { kind: thing, name } = (now ?? then) as Named
    const at = { thing, table, name }
    const texts = { found: now?.definition ?? null, wanted: then?.definition ?? null }
    if (!then) return [{ kind: 'extra', ...at, ...texts }]
    if (!now) return [{ kind: 'missing', ...at, ...texts }]
    return changed(at, now.definition, then.definition)
  })
}

function changed(
  at: Pick<Difference, 'thing' | 'table' | 'name'>,
  found: string,
  wanted: string,
): Difference[] {
  return found === wanted ? [] : [{ kind: 'changed', ...at, found, wanted }]
}
