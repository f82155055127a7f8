// Generated from the models. Do not edit: settings go in cambium.config.ts, logic in hooks.

import { type App, defineApp } from '@cambium/runtime/app'
import { register } from '@cambium/runtime/operation'
import schema from '../.cambium/schema.json' with { type: 'json' }
import { allHooks } from './all.hooks.ts'
import * as memberships from './memberships/membership.operations.gen.ts'
import { membershipRoutes } from './memberships/membership.routes.gen.ts'
import * as projects from './projects/project.operations.gen.ts'
import { projectRoutes } from './projects/project.routes.gen.ts'
import * as tags from './tags/tag.operations.gen.ts'
import { tagRoutes } from './tags/tag.routes.gen.ts'
import * as tasks from './tasks/task.operations.gen.ts'
import { taskRoutes } from './tasks/task.routes.gen.ts'
import * as users from './users/user.operations.gen.ts'
import { userRoutes } from './users/user.routes.gen.ts'

export const app: App = defineApp({
  name: 'tasks',
  roles: ['staff', 'admin'],
  root: new URL('..', import.meta.url),
  storageHash: schema.storage,
  entities: [
    register({
      resource: memberships.membership,
      list: memberships.listMemberships,
      get: memberships.getMembership,
      create: memberships.createMembership,
      update: memberships.updateMembership,
      delete: memberships.deleteMembership,
    }),
    register({
      resource: projects.project,
      list: projects.listProjects,
      get: projects.getProject,
      create: projects.createProject,
      update: projects.updateProject,
      delete: projects.deleteProject,
    }),
    register({
      resource: tags.tag,
      list: tags.listTags,
      get: tags.getTag,
      create: tags.createTag,
      update: tags.updateTag,
      delete: tags.deleteTag,
    }),
    register({
      resource: tasks.task,
      list: tasks.listTasks,
      get: tasks.getTask,
      create: tasks.createTask,
      update: tasks.updateTask,
      delete: tasks.deleteTask,
    }),
    register({
      resource: users.user,
      list: users.listUsers,
      get: users.getUser,
      create: users.createUser,
      update: users.updateUser,
      delete: users.deleteUser,
    }),
  ],
  routes: [
    membershipRoutes,
    projectRoutes,
    tagRoutes,
    taskRoutes,
    userRoutes,
  ],
  allHooks,
})
