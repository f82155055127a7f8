// Generated from task.model.ts. Do not edit: your own tests go in task.test.ts.

import { guest, scenarios, user } from '@cambium/runtime/testing'
import { app } from '../app.gen.ts'

const ann = user('ann')

scenarios('tasks', {
  app,
  hooks: false,
  refusals: [
    { name: 'a guest may not list', as: guest, method: 'GET', url: '/api/tasks', expect: { status: 401, problem: 'unauthenticated' } },
    { name: 'a guest may not create', as: guest, method: 'POST', url: '/api/tasks', body: { title: 'Text' }, expect: { status: 401, problem: 'unauthenticated' } },
    { name: 'an unknown field', as: ann, method: 'POST', url: '/api/tasks', body: { title: 'Text', nope: 1 }, expect: { status: 422, problem: 'invalid', errors: ['nope'] } },
    { name: 'a missing title', as: ann, method: 'POST', url: '/api/tasks', body: {}, expect: { status: 422, problem: 'invalid', errors: ['title'] } },
    { name: 'a title that is too long', as: ann, method: 'POST', url: '/api/tasks', body: { title: 'x'.repeat(201) }, expect: { status: 422, problem: 'invalid', errors: ['title'] } },
    { name: 'an unknown filter', as: ann, method: 'GET', url: '/api/tasks?nope=1', expect: { status: 400, problem: 'bad_request', errors: ['nope'] } },
    { name: 'an id that is none', as: ann, method: 'GET', url: '/api/tasks/nope', expect: { status: 404, problem: 'not_found' } },
  ],
  answers: [
    { name: 'an empty list', as: ann, method: 'GET', url: '/api/tasks', expect: { status: 200, body: { data: [] } } },
  ],
})
