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
    case 'replaceChoices':
      return `change what ${table.name}.${operation.column.name} may be`
    case 'dropIndex':
      return `drop index ${operation.index.name} on ${table.name}`
    case 'createIndex':
      return `create index ${operation.index.name} on ${table.name} (${operation.index.columns.map((column) => column.name).join(', ')})`
    case 'dropSideIndex':
      return `drop the index of ${sideWords(operation.index)} on ${table.name}`
    case 'createSideIndex':
      return `index the ${sideWords(operation.index)} of ${table.name}`
  }
}

function sideWords(index: SideIndex): string {
  if (index.kind === 'place') return `places (${index.column})`
  return `words (${index.columns.map(({ name }) => name).join(', ')})`
}
