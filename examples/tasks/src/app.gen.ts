// Generated from the models. Do not edit: settings go in cambium.config.ts, logic in hooks.

import { type App, defineApp } from '@cambium/runtime/app'
import { register } from '@cambium/runtime/operation'
import * as tags from './tags/tag.operations.gen.ts'
import { tagRoutes } from './tags/tag.routes.gen.ts'
import * as tasks from './tasks/task.operations.gen.ts'
import { taskRoutes } from './tasks/task.routes.gen.ts'

export const app: App = defineApp({
  name: 'tasks',
  root: new URL('..', import.meta.url),
  roles: ['staff', 'admin'],
  storageHash: '...',
  entities: [
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
  ],
  routes: [tagRoutes, taskRoutes],
})
