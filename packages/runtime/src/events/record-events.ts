import type { Resource, WrittenRecord } from '../operation/index.ts'

const words = { create: 'created', update: 'updated', delete: 'deleted' } as const

/** `order.created` for an order that was created. */
export function eventNameOf({
  entity,
  operation,
}: Pick<WrittenRecord, 'entity' | 'operation'>): string {
  return `${camel(entity)}.${words[operation]}`
}

function camel(entity: string): string {
  return `${entity.slice(0, 1).toLowerCase()}${entity.slice(1)}`
}

/**
 * The record whose events keep their order: what is told has its `id`, or names it as `orderId`. Null where it is of no
 * record: such events come in any order.
 */
export function recordKeyOf(entity: string, payload: unknown): string | null {
  if (typeof payload !== 'object' || payload === null) return null
  const values = payload as { readonly [name: string]: unknown }
  const id = values[`${camel(entity)}Id`] ?? values.id
  return typeof id === 'string' || typeof id === 'number' ? `${entity}:${id}` : null
}

type Values = WrittenRecord['record']

/** What is told of a record that was written. What is encrypted in its own column is not written beside it in the clear. */
export function recordPayload(
  resource: Resource,
  { operation, record, previous }: WrittenRecord,
): { readonly id: string | number; readonly [name: string]: unknown } {
  const id = record.id as string | number
  const now = readable(resource, record)
  if (operation !== 'update' || previous === null) return { id, record: now }
  const changed = Object.keys(record).filter((name) => !isSame(previous[name], record[name]))
  return { id, record: now, previous: readable(resource, previous), changed }
}

function readable({ columns }: Resource, values: Values): Values {
  const isSecret = (name: string): boolean =>
    columns.has(name) && columns.typeOf(name) === 'encrypted'
  return Object.fromEntries(Object.entries(values).filter(([name]) => !isSecret(name)))
}

function isSame(left: unknown, right: unknown): boolean {
  if (left === right) return true
  const areObjects = typeof left === 'object' && typeof right === 'object'
  return areObjects && JSON.stringify(left) === JSON.stringify(right)
}
