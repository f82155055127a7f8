// Generated from the files beside it. Do not edit: write tests of what they do yourself.

import { guest, scenarios, user } from '@cambium/runtime/testing'
import { app } from '../app.gen.ts'

scenarios('who may call functions', {
  app,
  hooks: false,
  refusals: [
    {
      name: 'calculateSales, which a guest may not call',
      as: guest,
      url: '/api/sales?noSuchField=1',
      expect: { status: 401, problem: 'unauthenticated' },
    },
    {
      name: 'calculateSales, which somebody without a role may not call',
      as: user('ann'),
      url: '/api/sales?noSuchField=1',
      expect: { status: 403, problem: 'forbidden' },
    },
    {
      name: 'calculateSales, which the role staff may call, with a field it does not take',
      as: user('ann', 'staff'),
      url: '/api/sales?noSuchField=1',
      expect: { status: 400, problem: 'bad_request', errors: ['noSuchField'] },
    },
    {
      name: 'calculateSales, which the role admin may not call',
      as: user('ann', 'admin'),
      url: '/api/sales?noSuchField=1',
      expect: { status: 403, problem: 'forbidden' },
    },
  ],
})
