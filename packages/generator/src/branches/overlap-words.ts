import { storageOf } from '../plan/index.ts'
import type { Overlap } from './find-overlaps.ts'
import { readModelOf } from './read-start.ts'

/** Two branches that cannot stand beside each other, in one sentence. One number may be two things in the two. */
export function overlapWords(project: string, { heads, shared }: Overlap): string {
  const [one, other] = heads
  const names = heads.flatMap((head) => namesOf(project, head, shared))
  const known = [...new Set(names)]
  const what = known.length > 0 ? known.join(' and ') : 'the same tables'
  return `migrations/${one} and migrations/${other} both change ${what}, and neither builds on the other`
}

function namesOf(project: string, head: string, keys: readonly string[]): string[] {
  const model = readModelOf(project, head)
  const tables = model ? storageOf(model).tables : []
  return keys.flatMap((key) => {
    const [tableKey, columnKey] = key.split('.')
    const table = tables.find((one) => one.key === tableKey)
    const column = table?.columns.find((one) => one.key === columnKey)
    if (!table) return []
    return [column ? `${table.name}.${column.name}` : table.name]
  })
}
