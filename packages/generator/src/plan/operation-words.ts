import { differs } from './differs.ts'
import type { Operation } from './operation.ts'
import type { SideIndex } from './storage.ts'

/** What a step does, in one line for a person: `add column tasks.due_at`. */
export function operationWords(operation: Operation): string {
  const { table } = operation
  switch (operation.kind) {
    case 'createTable':
      return `create table ${table.name}`
    case 'addForeignKeys':
      return `link table ${table.name} to what it refers to`
    case 'addColumn':
      return `add column ${table.name}.${operation.column.name}`
    case 'dropColumn':
      return `drop column ${table.name}.${operation.column.name}${operation.keptIn === null ? '' : `, its values kept in ${operation.keptIn}`}`
    case 'dropTable':
      return `drop table ${table.name}, its rows kept in ${operation.keptAs}`
    case 'renameTable':
      return `rename table ${operation.from} to ${operation.to}`
    case 'renameColumn':
      return `rename column ${table.name}.${operation.from} to ${operation.to}`
    case 'changeColumn':
      return `change ${table.name}.${operation.column.name}: ${changeWords(operation)}`
    case 'dropIndex':
      return `drop index ${operation.index.name} on ${table.name}`
    case 'createIndex':
      return `create index ${operation.index.name} on ${table.name} (${operation.index.columns.map((column) => column.name).join(', ')})`
    case 'dropSideIndex':
      return `drop the index of ${sideWords(operation.index)} on ${table.name}`
    case 'createSideIndex':
      return `index the ${sideWords(operation.index)} of ${table.name}`
    default:
      return wordsOfValues(operation)
  }
}

function wordsOfValues(operation: Operation): string {
  const { table } = operation
  const at = 'column' in operation ? `${table.name}.${operation.column.name}` : table.name
  switch (operation.kind) {
    case 'addChoices':
      return `let ${at} be ${operation.column.choices?.values.join(', ') ?? ''}`
    case 'dropChoices':
      return `let ${at} be anything`
    case 'addForeignKey':
      return `link ${at} to ${operation.column.reference?.tableName ?? ''} (on delete ${operation.column.reference?.onDelete ?? ''})`
    case 'dropForeignKey':
      return `unlink ${at}`
    case 'carryLinks':
      return `fill ${table.name} with what the column pointed at`
    case 'carryReference':
      return `point ${at} at what ${operation.links.name} linked`
    case 'dropKept':
      return `drop ${operation.kept}, which was carried over`
    case 'recompute':
      return `work out ${at} for every row`
    default:
      return operation.kind
  }
}

function changeWords({
  before,
  column,
  fill,
}: Extract<Operation, { kind: 'changeColumn' }>): string {
  const parts = [
    ...(differs(before.type, column.type) ? [`${before.type.kind} to ${column.type.kind}`] : []),
    ...(differs(before.default, column.default)
      ? [column.default === undefined ? 'no default' : `default ${JSON.stringify(column.default)}`]
      : []),
    ...(before.nullable === column.nullable ? [] : [column.nullable ? 'may be empty' : 'required']),
    ...(fill === null ? [] : [`empty ones become ${JSON.stringify(fill)}`]),
  ]
  return parts.join(', ')
}

function sideWords(index: SideIndex): string {
  if (index.kind === 'place') return `places (${index.column})`
  return `words (${index.columns.map(({ name }) => name).join(', ')})`
}
