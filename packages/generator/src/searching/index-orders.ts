import type { EntityIR } from '@cambium/model'

/**
 * The orders in which indexes have the rows of an entity, as `sort` names them: `['status', '-createdAt']`. Those of the
 * model, and one for each field that is unique, indexed or leads to another entity.
 */
export function indexOrders(entity: EntityIR): string[][] {
  const declared = entity.indexes
    .filter(({ kind }) => kind === 'btree' || kind === 'unique')
    .map(({ fields }) => fields.map(({ field, descending }) => (descending ? `-${field}` : field)))
  const stored = entity.fields.filter(({ column, name }) => column !== null && name !== 'id')
  const single = stored.filter(({ unique, indexed }) => unique || indexed)
  const tenant = entity.tenant ? ['tenantId'] : []
  const own = entity.key.kind === 'composite' ? [entity.key.fields] : []
  const orders = distinct([...declared, ...own, ...single.map(({ name }) => [...tenant, name])])
  const starts = orders.map(([first]) => first?.replace(/^-/, ''))
  const keys = stored.filter(
    ({ reference, name }) => reference && (tenant.includes(name) || !starts.includes(name)),
  )
  return [...orders, ...keys.map(({ name }) => [name])]
}

function distinct(orders: readonly string[][]): string[][] {
  return [...new Map(orders.map((order) => [order.join(), order])).values()]
}
