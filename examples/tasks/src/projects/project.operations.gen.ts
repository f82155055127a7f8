// Generated from project.model.ts. Do not edit: your logic goes in project.hooks.ts.

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
import { projectHooks } from './project.hooks.ts'
import * as queries from './project.queries.gen.ts'
import {
  type Project,
  type ProjectCreate,
  type ProjectUpdate,
  projectFields,
  projectRequired,
} from './project.schema.gen.ts'

/** What the operations below have in common. */
export const project: Resource<Project> = {
  name: 'Project',
  words: 'project',
  table: 'projects',
  columns: queries.projectColumns,
  fields: projectFields,
  required: projectRequired,
  read: queries.mayReadProject,
  list: queries.listProjects,
  count: queries.countProjects,
  find: queries.findProject,
  sort: [{ field: 'name', descending: false }],
  pageSize: 50,
  maxPageSize: 100,
  indexes: [
    ['name'],
    ['leadId'],
  ],
  softDelete: true,
  owners: ['leadId'],
  relations: {
    lead: { kind: 'one', target: 'User', key: 'leadId', onDelete: 'setNull' },
    members: { kind: 'many', target: 'Membership', key: 'projectId' },
    tasks: { kind: 'many', target: 'Task', key: 'projectId' },
  },
  search: {
    name: 'cambium_search_2',
    fields: {
      name: 'A',
      description: 'C',
    },
  },
}

export const listProjects: ListOperation<Project> = defineList(project, {
  hooks: projectHooks.list,
})

export const getProject: GetOperation<Project> = defineGet(project, {
  hooks: projectHooks.get,
})

export const createProject: CreateOperation<Project, ProjectCreate> = defineCreate(project, {
  rule: queries.mayCreateProject,
  hooks: projectHooks.create,
  record: ({ input, caller, now }) => ({
    id: input.id ?? newId(),
    name: input.name,
    description: input.description ?? null,
    leadId: input.leadId === undefined ? caller.id : input.leadId,
    taskCount: 0, // computed
    openTaskCount: 0, // computed
    createdAt: now,
    updatedAt: now,
    deletedAt: null,
  }),
  insert: queries.insertProject,
})

export const updateProject: UpdateOperation<Project, ProjectUpdate> = defineUpdate(project, {
  rule: queries.mayUpdateProject,
  hooks: projectHooks.update,
  update: queries.updateProject,
})

export const deleteProject: DeleteOperation<Project> = defineDelete(project, {
  rule: queries.mayDeleteProject,
  hooks: projectHooks.delete,
  delete: queries.deleteProject,
})
