import type { SourceType } from '../../source/index.ts'
import type { ReadColumn } from './read-columns.ts'
import type { ReadTable } from './read-table.ts'

/**
 * Gives columns that point at each other one type: by its values alone the one might be a UUID and the other, which has none yet, a
 * text.
 */
export function agreeTypes(tables: readonly ReadTable[]): void {
  // each round takes a type one relation further along a chain of them
  for (let round = 0; round < mostRounds && agreeOnce(tables); round++);
}

const mostRounds = 20

function agreeOnce(tables: readonly ReadTable[]): boolean {
  let isChanged = false
  for (const table of tables) {
    for (const { columns, target, targetColumns } of table.source.foreignKeys) {
      const other = tables.find(({ source }) => source.name === target.name)
      for (const [at, name] of columns.entries()) {
        const one = table.columns.find(({ row }) => row.name === name)
        const two = other?.columns.find(({ row }) => row.name === targetColumns[at])
        if (one && two && agree(one, two)) isChanged = true
      }
    }
  }
  return isChanged
}

function agree(one: ReadColumn, two: ReadColumn): boolean {
  const type = commonType(one.column.type, two.column.type, isEmpty(one.look))
  if (type === null) return false
  for (const found of [one, two]) {
    found.column.type = type
    found.decided = { ...found.decided, type }
  }
  return true
}

function isEmpty({ integers, reals, texts, blanks, blobs }: ReadColumn['look']): boolean {
  return integers + reals + texts + blanks + blobs === 0
}

/** The type both may have; `null` where they stay what they are. */
function commonType(one: SourceType, two: SourceType, isOneEmpty: boolean): SourceType | null {
  if (one.kind === two.kind) {
    if (one.kind !== 'integer' || two.kind !== 'integer' || one.bits === two.bits) return null
    return one.bits > two.bits ? one : two
  }
  if (isOneEmpty) return two
  const texts = ['text', 'uuid', 'json', 'date', 'instant']
  return texts.includes(one.kind) && texts.includes(two.kind) ? { kind: 'text', max: null } : null
}
