// Generated from task.model.ts. Do not edit: your logic goes in task.hooks.ts.

import { newId } from '@cambium/runtime/id'
import {
  type CreateOperation,
  type DeleteOperation,
  defineCreate,
  defineDelete,
  defineGet,
  defineList,
  defineUpdate,
  defineUpsert,
  type GetOperation,
  type ListOperation,
  type Resource,
  type UpdateOperation,
  type UpsertOperation,
} from '@cambium/runtime/operation'
import { taskHooks } from './task.hooks.ts'
import * as queries from './task.queries.gen.ts'
import { type Task, type TaskCreate, type TaskUpdate, taskFields, taskRequired } from './task.schema.gen.ts'

/** What the operations below have in common. */
export const task: Resource<Task> = {
  name: 'Task',
  words: 'task',
  table: 'tasks',
  columns: queries.taskColumns,
  fields: taskFields,
  required: taskRequired,
  read: queries.mayReadTask,
  list: queries.listTasks,
  count: queries.countTasks,
  find: queries.findTask,
  sort: [{ field: 'createdAt', descending: true }],
  pageSize: 20,
  maxPageSize: 100,
  indexes: [
    ['status', '-createdAt'],
    ['assigneeId', 'dueAt'],
    ['-createdAt'],
    ['projectId'],
  ],
  versioned: true,
  accessList: true,
  owners: ['assigneeId'],
  relations: {
    assignee: { kind: 'one', target: 'User', key: 'assigneeId', onDelete: 'setNull' },
    project: { kind: 'one', target: 'Project', key: 'projectId', onDelete: 'cascade' },
    tags: {
      kind: 'manyToMany',
      target: 'Tag',
      table: 'tasks_tags',
      source: 'task_id',
      other: 'tag_id',
      input: 'tagIds',
    },
  },
  search: {
    name: 'cambium_search_4',
    fields: {
      title: 'A',
      notes: 'C',
    },
  },
  transitions: {
    status: {
      pending: ['in_progress', 'completed'],
      in_progress: ['completed', 'pending'],
      completed: [],
    },
  },
  initial: {
    status: 'pending',
  },
  fieldRules: {
    priority: { write: queries.mayWriteTaskPriority },
  },
  checks: [
    {
      message: 'a completed task needs a completion time',
      holds: (record) => record.status !== 'completed' || record.completedAt !== null,
    },
  ],
}

export const listTasks: ListOperation<Task> = defineList(task, {
  hooks: taskHooks.list,
})

export const getTask: GetOperation<Task> = defineGet(task, {
  hooks: taskHooks.get,
})

export const createTask: CreateOperation<Task, TaskCreate> = defineCreate(task, {
  rule: queries.mayCreateTask,
  hooks: taskHooks.create,
  record: ({ input, caller, now }) => ({
    id: input.id ?? newId(),
    title: input.title,
    notes: input.notes ?? null,
    status: input.status ?? 'pending',
    priority: input.priority ?? 3,
    dueAt: input.dueAt ?? null,
    completedAt: input.completedAt ?? null,
    assigneeId: input.assigneeId === undefined ? caller.id : input.assigneeId,
    projectId: input.projectId ?? null,
    createdAt: now,
    updatedAt: now,
    version: 1,
  }),
  insert: queries.insertTask,
})

export const updateTask: UpdateOperation<Task, TaskUpdate> = defineUpdate(task, {
  rule: queries.mayUpdateTask,
  hooks: taskHooks.update,
  update: queries.updateTask,
})

export const deleteTask: DeleteOperation<Task> = defineDelete(task, {
  rule: queries.mayDeleteTask,
  hooks: taskHooks.delete,
  delete: queries.deleteTask,
})

export const upsertTask: UpsertOperation<Task, TaskCreate> = defineUpsert(task, {
  by: 'id',
  get: getTask,
  create: createTask,
  update: updateTask,
})
