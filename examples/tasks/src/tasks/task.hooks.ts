import { hooks } from '@cambium/runtime/hooks'

export const taskHooks = hooks('Task', {
  update: {
    before({ record, changes, now }) {
      if (changes.status === 'completed' && record.completedAt === null) {
        return { completedAt: now }
      }
      return undefined
    },
  },
})
