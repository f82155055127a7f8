// Generated from tag.model.ts. Do not edit: your logic goes in tag.hooks.ts.

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
import { tagHooks } from './tag.hooks.ts'
import * as queries from './tag.queries.gen.ts'
import { type Tag, type TagCreate, type TagUpdate, tagFields, tagRequired } from './tag.schema.gen.ts'

/** What the operations below have in common. */
export const tag: Resource<Tag> = {
  name: 'Tag',
  words: 'tag',
  table: 'tags',
  columns: queries.tagColumns,
  fields: tagFields,
  required: tagRequired,
  read: queries.mayReadTag,
  list: queries.listTags,
  count: queries.countTags,
  find: queries.findTag,
  sort: [{ field: 'name', descending: false }],
  pageSize: 100,
  maxPageSize: 200,
  indexes: [
    ['name'],
  ],
  relations: {
    tasks: { kind: 'manyToMany', target: 'Task', table: 'tasks_tags', source: 'tag_id', other: 'task_id' },
  },
}

export const listTags: ListOperation<Tag> = defineList(tag, {
  hooks: tagHooks.list,
})

export const getTag: GetOperation<Tag> = defineGet(tag, {
  hooks: tagHooks.get,
})

export const createTag: CreateOperation<Tag, TagCreate> = defineCreate(tag, {
  rule: queries.mayCreateTag,
  hooks: tagHooks.create,
  record: ({ input, now }) => ({
    id: input.id ?? newId(),
    name: input.name,
    color: input.color ?? null,
    createdAt: now,
    updatedAt: now,
  }),
  insert: queries.insertTag,
})

export const updateTag: UpdateOperation<Tag, TagUpdate> = defineUpdate(tag, {
  rule: queries.mayUpdateTag,
  hooks: tagHooks.update,
  update: queries.updateTag,
})

export const deleteTag: DeleteOperation<Tag> = defineDelete(tag, {
  rule: queries.mayDeleteTag,
  hooks: tagHooks.delete,
  delete: queries.deleteTag,
})
