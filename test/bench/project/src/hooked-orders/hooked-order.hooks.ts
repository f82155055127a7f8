import { hooks } from '@cambium/runtime/hooks'

/** What projects do most often: check and complete what comes in, look at what goes out. */
export const hookedOrderHooks = hooks('HookedOrder', {
  list: {
    after({ records }) {
      for (const record of records) record.note ??= ''
    },
  },
  get: {
    after({ record }) {
      record.note ??= ''
    },
  },
  create: {
    before({ input, fail }) {
      if (input.address === 'nowhere') throw fail(422, 'We do not deliver there', 'address')
      return { delivered: false }
    },
  },
  update: {
    before({ record, changes, fail }) {
      if (record.delivered && changes.address) throw fail(409, 'It is there already', 'address')
      return { delivered: record.delivered }
    },
  },
})
