// Generated from order.model.ts. Do not edit: your logic goes in order.hooks.ts.

import { newId } from '@cambium/runtime/id'
import {
  type CreateOperation,
  type DeleteOperation,
  defineCreate,
  defineDelete,
  defineGet,
  defineList,
  defineUpdate,
  type GetOperation,
  type ListOperation,
  type Resource,
  type UpdateOperation,
} from '@cambium/runtime/operation'
import { orderHooks } from './order.hooks.ts'
import * as queries from './order.queries.gen.ts'
import { type Order, type OrderCreate, type OrderUpdate, orderFields, orderRequired } from './order.schema.gen.ts'

/** What the operations below have in common. */
export const order: Resource<Order> = {
  name: 'Order',
  words: 'order',
  table: 'orders',
  columns: queries.orderColumns,
  fields: orderFields,
  required: orderRequired,
  read: queries.mayReadOrder,
  list: queries.listOrders,
  count: queries.countOrders,
  find: queries.findOrder,
  sort: [{ field: 'createdAt', descending: true }],
  pageSize: 20,
  maxPageSize: 100,
  indexes: [
    ['delivered', '-createdAt'],
    ['productId', '-createdAt'],
    ['-createdAt'],
    ['customerId'],
  ],
  history: true,
  owners: ['customerId'],
  relations: {
    product: { kind: 'one', target: 'Product', key: 'productId' },
    customer: { kind: 'one', target: 'User', key: 'customerId', onDelete: 'setNull' },
  },
  transitions: {
    status: {
      placed: ['paid', 'cancelled'],
      paid: ['shipped', 'cancelled'],
      shipped: ['delivered'],
    },
  },
  initial: {
    status: 'placed',
  },
  fieldRules: {
    delivered: { write: queries.mayWriteOrderDelivered },
  },
  checks: [
    {
      message: 'a cancelled order cannot be delivered',
      holds: (record) => !(record.status === 'cancelled' && record.delivered),
    },
  ],
  derive: (record) => ({
    customerName: `${record.firstName} ${record.lastName}`,
  }),
}

export const listOrders: ListOperation<Order> = defineList(order, {
  hooks: orderHooks.list,
})

export const getOrder: GetOperation<Order> = defineGet(order, {
  hooks: orderHooks.get,
})

export const createOrder: CreateOperation<Order, OrderCreate> = defineCreate(order, {
  rule: queries.mayCreateOrder,
  hooks: orderHooks.create,
  record: ({ input, caller, now }) => ({
    id: input.id ?? newId(),
    productId: input.productId,
    customerId: input.customerId === undefined ? caller.id : input.customerId,
    firstName: input.firstName,
    lastName: input.lastName,
    address: input.address,
    totalPrice: input.totalPrice ?? 0,
    status: input.status ?? 'placed',
    delivered: input.delivered ?? false,
    customerName: '', // computed
    createdAt: now,
    updatedAt: now,
  }),
  insert: queries.insertOrder,
})

export const updateOrder: UpdateOperation<Order, OrderUpdate> = defineUpdate(order, {
  rule: queries.mayUpdateOrder,
  hooks: orderHooks.update,
  update: queries.updateOrder,
})

export const deleteOrder: DeleteOperation<Order> = defineDelete(order, {
  rule: queries.mayDeleteOrder,
  hooks: orderHooks.delete,
  delete: queries.deleteOrder,
})
