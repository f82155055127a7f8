// Generated from membership.model.ts. Do not edit: your logic goes in membership.hooks.ts.

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
import { membershipHooks } from './membership.hooks.ts'
import * as queries from './membership.queries.gen.ts'
import {
  type Membership,
  type MembershipCreate,
  type MembershipUpdate,
  membershipFields,
  membershipRequired,
} from './membership.schema.gen.ts'

/** What the operations below have in common. */
export const membership: Resource<Membership> = {
  name: 'Membership',
  words: 'membership',
  table: 'memberships',
  columns: queries.membershipColumns,
  fields: membershipFields,
  required: membershipRequired,
  read: queries.mayReadMembership,
  list: queries.listMemberships,
  count: queries.countMemberships,
  find: queries.findMembership,
  sort: [{ field: 'createdAt', descending: true }],
  pageSize: 20,
  maxPageSize: 100,
  indexes: [
    ['projectId', 'userId'],
    ['-createdAt'],
    ['userId'],
  ],
  owners: ['userId'],
  relations: {
    project: { kind: 'one', target: 'Project', key: 'projectId', onDelete: 'cascade' },
    user: { kind: 'one', target: 'User', key: 'userId', onDelete: 'cascade' },
  },
}

export const listMemberships: ListOperation<Membership> = defineList(membership, {
  hooks: membershipHooks.list,
})

export const getMembership: GetOperation<Membership> = defineGet(membership, {
  hooks: membershipHooks.get,
})

export const createMembership: CreateOperation<Membership, MembershipCreate> = defineCreate(membership, {
  rule: queries.mayCreateMembership,
  hooks: membershipHooks.create,
  record: ({ input, now }) => ({
    id: input.id ?? newId(),
    projectId: input.projectId,
    userId: input.userId,
    level: input.level ?? 'editor',
    createdAt: now,
    updatedAt: now,
  }),
  insert: queries.insertMembership,
})

export const updateMembership: UpdateOperation<Membership, MembershipUpdate> = defineUpdate(membership, {
  rule: queries.mayUpdateMembership,
  hooks: membershipHooks.update,
  update: queries.updateMembership,
})

export const deleteMembership: DeleteOperation<Membership> = defineDelete(membership, {
  rule: queries.mayDeleteMembership,
  hooks: membershipHooks.delete,
  delete: queries.deleteMembership,
})
