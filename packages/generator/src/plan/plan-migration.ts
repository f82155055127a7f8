import type { ModelIR } from '@cambium/model'
import { carriesOf } from './carry-links.ts'
import { compareAdopted } from './compare-adopted.ts'
import { compareTables } from './compare-tables.ts'
import { emptiedRelations } from './emptied-relations.ts'
import { keptName } from './kept-name.ts'
import type { Operation, Plan, PlanOptions, Unsafe } from './operation.ts'
import { referencesOf } from './references-of.ts'
import { renameSteps } from './rename-steps.ts'
import type { Storage, Table } from './storage.ts'
import { storageOf } from './storage-of.ts'

/** The steps that turn the tables of one model into those of another; `from` null starts with an empty database. */
export function planMigration(from: ModelIR | null, to: ModelIR, options: PlanOptions = {}): Plan {
  const at = options.at ?? new Date()
  const after = storageOf(to)
  if (!from) return planStorage({ tables: [] }, after, { ...options, at })
  const { operations, unsafe } = planStorage(storageOf(from), after, { ...options, at })
  return { operations, unsafe: [...unsafe, ...emptiedRelations(from, to, options.drops)] }
}

/** The steps from one set of tables to another. */
export function planStorage(from: Storage, to: Storage, options: PlanOptions & { at: Date }): Plan {
  const before = new Map(from.tables.map((table) => [table.key, table]))
  const after = new Map(to.tables.map((table) => [table.key, table]))
  const carries = carriesOf(from, to, options.at)
  const chosen = { ...options, drops: new Set([...(options.drops ?? []), ...carries.drops]) }
  const created = to.tables.filter((table) => !before.has(table.key))
  const removed = from.tables.filter((table) => !after.has(table.key))
  const changes = [
    ...to.tables.flatMap((table) => {
      const old = before.get(table.key)
      if (!old) return []
      return [(table.adopted || old.adopted ? compareAdopted : compareTables)(old, table, chosen)]
    }),
    ...removed.filter(mayGo).map((table) => removedTable(table, created, chosen)),
  ]
  const operations = [
    ...changes.flatMap((plan) => plan.operations),
    ...renamedTables(before, to),
    ...created.filter(({ adopted }) => !adopted).flatMap(create),
    ...carries.operations,
  ]
  return {
    operations: inOrder(carries.soften(operations)),
    unsafe: changes.flatMap((plan) => plan.unsafe),
  }
}

/** A table of others stays when the model forgets it. */
function mayGo({ adopted }: Table): boolean {
  return !adopted
}

const order: readonly Operation['kind'][] = [
  'dropSideIndex',
  'dropIndex',
  'dropForeignKey',
  'dropChoices',
  'dropColumn',
  'dropTable',
  'renameTable',
  'renameColumn',
  'createTable',
  'addColumn',
  'carryLinks',
  'carryReference',
  'changeColumn',
  'recompute',
  'addChoices',
  'addForeignKeys',
  'addForeignKey',
  'createIndex',
  'createSideIndex',
  'dropKept',
]

function inOrder(operations: readonly Operation[]): Operation[] {
  return order.flatMap((kind) => operations.filter((operation) => operation.kind === kind))
}

function renamedTables(before: ReadonlyMap<string, Table>, to: Storage): Operation[] {
  const renames = to.tables.flatMap((table) => {
    if (table.adopted || before.get(table.key)?.adopted) return []
    const from = before.get(table.key)?.name
    return from === undefined || from === table.name ? [] : [{ table, from, to: table.name }]
  })
  const step = { class: 'data', reversible: true } as const
  return renameSteps(renames, '_cambium_table').map((rename) => ({
    kind: 'renameTable',
    ...rename,
    ...step,
    footprint: [rename.table.key],
  }))
}

function create(table: Table): Operation[] {
  const step = { class: 'additive', reversible: true, footprint: [table.key] } as const
  const index = { ...step, table, guarded: false, fill: false }
  const hasReferences = referencesOf(table).length > 0
  const operations = [
    { kind: 'createTable' as const, table, ...step },
    ...(hasReferences ? [{ kind: 'addForeignKeys' as const, table, ...step }] : []),
    ...table.indexes.map((one) => ({ kind: 'createIndex' as const, ...index, index: one })),
    ...table.sideIndexes.map((one) => ({ kind: 'createSideIndex' as const, ...index, index: one })),
  ]
  return operations.map((operation) => ({
    ...operation,
    footprint: 'index' in operation ? [table.key, operation.index.name] : [table.key],
  }))
}

function removedTable(
  table: Table,
  created: readonly Table[],
  { drops, at }: PlanOptions & { at: Date },
): Plan {
  const owner = table.label.split('.')[0] ?? ''
  if (!drops?.has(table.label) && !(table.isLink && drops?.has(owner))) {
    return { operations: [], unsafe: [undecided(table, created)] }
  }
  const step = { table, reversible: false, footprint: [table.key] }
  const harmless = { ...step, class: 'additive' } as const
  return {
    operations: [
      ...table.sideIndexes.map((index) => ({
        kind: 'dropSideIndex' as const,
        ...harmless,
        index,
      })),
      ...table.indexes.map((index) => ({ kind: 'dropIndex' as const, ...harmless, index })),
      ...referencesOf(table).map((column) => ({
        kind: 'dropForeignKey' as const,
        ...harmless,
        column,
        after: null,
      })),
      { kind: 'dropTable', ...step, keptAs: keptName(table, null, at), class: 'destructive' },
    ],
    unsafe: [],
  }
}

function undecided(table: Table, created: readonly Table[]): Unsafe {
  const what = table.name
  const alike = created.filter((candidate) => isAlike(table, candidate))
  const drop = `--drop ${table.label}`
  if (alike.length === 0) {
    const why = 'the model no longer has this table: its rows would be lost'
    return { what, why, flags: [drop] }
  }
  const names = alike.map(({ label }) => label).join(' or ')
  return {
    what,
    why: `is gone and ${names} is new: renamed, or its rows given up?`,
    flags: [
      ...alike.map(({ label }) =>
        table.isLink
          ? `--rename ${table.label}=${label.split('.')[1]}`
          : `--rename ${table.label}=${label}`,
      ),
      drop,
    ],
  }
}

/** Links of the same two tables, or more than half of the fields by the same names. */
function isAlike(gone: Table, added: Table): boolean {
  if (gone.isLink !== added.isLink) return false
  const target = (table: Table) => table.columns.map(({ reference }) => reference?.table).join()
  if (gone.isLink) return target(gone) === target(added)
  const names = new Set(added.columns.map(({ label }) => label))
  const fields = gone.columns.filter(({ key }) => Number(key) > 10)
  return fields.filter(({ label }) => names.has(label)).length * 2 > fields.length
}
