import type { ModelIR } from '@cambium/model/ir'
import { storageOf } from '../plan/index.ts'
import type { Overlap } from './find-overlaps.ts'

/** Two branches that cannot stand beside each other, in one sentence. */
export function overlapWords({ heads, shared }: Overlap, model: ModelIR | null): string {
  const [one, other] = heads
  return `migrations/${one} and migrations/${other} both change ${namesOf(shared, model).join(' and ')}, and neither builds on the other`
}

function namesOf(keys: readonly string[], model: ModelIR | null): string[] {
  const tables = model ? storageOf(model).tables : []
  const names = keys.map((key) => {
    const [tableKey, columnKey] = key.split('.')
    const table = tables.find((one) => one.key === tableKey)
    const column = table?.columns.find((one) => one.key === columnKey)
    if (!table) return `the table ${tableKey}`
    return column ? `${table.name}.${column.name}` : table.name
  })
  return [...new Set(names)]
}
