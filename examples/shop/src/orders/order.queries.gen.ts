// Generated from order.model.ts. Do not edit: your logic goes in order.hooks.ts.

import { allOf, anyOf, anyone, type Rule, roles } from '@cambium/runtime/access'
import {
  assignments,
  boolean,
  type Columns,
  columns,
  computed,
  instant,
  integer,
  type ListParts,
  type Queryable,
  type Sql,
  sql,
  string,
  values,
} from '@cambium/runtime/database'
import type { Order } from './order.schema.gen.ts'

export const orderColumns: Columns<Order> = columns('orders', {
  id: string('id'),
  productId: string('product_id'),
  customerId: string('customer_id'),
  firstName: string('first_name'),
  lastName: string('last_name'),
  address: string('address'),
  totalPrice: integer('total_price'),
  status: string('status'),
  delivered: boolean('delivered'),
  customerName: computed('string', sql`("orders"."first_name" || ' ' || "orders"."last_name")`),
  createdAt: instant('created_at'),
  updatedAt: instant('updated_at'),
})

/** read: owner('customer') or role('staff') */
export const mayReadOrder: Rule<Order> = {
  allow: (caller) => caller.signedIn,
  where: (caller) => anyOf(
    sql`"orders"."customer_id" = ${caller.id}`,
    caller.hasRole('staff'),
  ),
}

/** create: public */
export const mayCreateOrder: Rule<Order> = anyone

/**
 * update: role('staff') or (only('status') and (o, user, { next }) => o.customerId === user.id && o.status ===
 * 'placed' && next.status === 'cancelled')
 */
export const mayUpdateOrder: Rule<Order> = {
  allow: (caller) => caller.signedIn,
  where: (caller, change) => anyOf(
    caller.hasRole('staff'),
    allOf(
      change?.only('status') ?? false,
      change !== undefined && sql`(
        "orders"."customer_id" = ${caller.id}
        and "orders"."status" = 'placed'
        and ${change.next.status === 'cancelled'}
      )`,
    ),
  ),
}

/** delete: role('admin') */
export const mayDeleteOrder: Rule<Order> = roles('admin')

/** write delivered: role('staff') */
export const mayWriteOrderDelivered: Rule<Order> = roles('staff')

export function listOrders(db: Queryable, { visible, filter, order, limit }: ListParts): Promise<Order[]> {
  return db.all(sql`
    select ${orderColumns} from "orders"
    where ${visible} and ${filter}
    order by ${order}
    limit ${limit}
  `)
}

export function countOrders(db: Queryable, { visible, filter }: ListParts): Promise<number> {
  return db.count(sql`
    select count(*) from "orders"
    where ${visible} and ${filter}
  `)
}

export function findOrder(db: Queryable, visible: Sql, id: string, lock: Sql): Promise<Order | undefined> {
  return db.first(sql`
    select ${orderColumns} from "orders"
    where "orders"."id" = ${id} and ${visible}
    ${lock}
  `)
}

export function insertOrder(db: Queryable, order: Order): Promise<Order | undefined> {
  return db.first(sql`
    insert into "orders" ${values(orderColumns, order)}
    returning ${orderColumns}
  `)
}

export function updateOrder(
  db: Queryable,
  allowed: Sql,
  id: string,
  changes: Partial<Order>,
): Promise<Order | undefined> {
  return db.first(sql`
    update "orders" set ${assignments(orderColumns, changes)}
    where "orders"."id" = ${id} and ${allowed}
    returning ${orderColumns}
  `)
}

export function deleteOrder(db: Queryable, allowed: Sql, id: string): Promise<Order | undefined> {
  return db.first(sql`
    delete from "orders"
    where "orders"."id" = ${id} and ${allowed}
    returning ${orderColumns}
  `)
}
