// Generated from user.model.ts. Do not edit: your logic goes in user.hooks.ts.

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
import { userHooks } from './user.hooks.ts'
import * as queries from './user.queries.gen.ts'
import { type User, type UserCreate, type UserUpdate, userFields, userRequired } from './user.schema.gen.ts'

/** What the operations below have in common. */
export const user: Resource<User> = {
  name: 'User',
  words: 'user',
  table: 'users',
  columns: queries.userColumns,
  fields: userFields,
  required: userRequired,
  read: queries.mayReadUser,
  list: queries.listUsers,
  count: queries.countUsers,
  find: queries.findUser,
  sort: [{ field: 'email', descending: false }],
  pageSize: 20,
  maxPageSize: 100,
  indexes: [
    ['email'],
  ],
  relations: {
    orders: { kind: 'many', target: 'Order', key: 'customerId' },
  },
}

export const listUsers: ListOperation<User> = defineList(user, {
  hooks: userHooks.list,
})

export const getUser: GetOperation<User> = defineGet(user, {
  hooks: userHooks.get,
})

export const createUser: CreateOperation<User, UserCreate> = defineCreate(user, {
  rule: queries.mayCreateUser,
  hooks: userHooks.create,
  record: ({ input, now }) => ({
    id: input.id ?? newId(),
    email: input.email,
    name: input.name ?? null,
    blocked: input.blocked ?? false,
    createdAt: now,
    updatedAt: now,
    emailVerified: input.emailVerified ?? false,
  }),
  insert: queries.insertUser,
})

export const updateUser: UpdateOperation<User, UserUpdate> = defineUpdate(user, {
  rule: queries.mayUpdateUser,
  hooks: userHooks.update,
  update: queries.updateUser,
})

export const deleteUser: DeleteOperation<User> = defineDelete(user, {
  rule: queries.mayDeleteUser,
  hooks: userHooks.delete,
  delete: queries.deleteUser,
})
