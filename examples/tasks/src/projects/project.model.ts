import { computed, entity, int, one, owner, text } from '@cambium/model'

/** A piece of work that several people share. */
export default entity('Project', {
  fields: {
    name: text({ required: true, min: 1, max: 120, trim: true, search: 'A' }),
    description: text({ max: 5_000, search: 'C' }),
    lead: one('User', { inverse: 'leads', onDelete: 'setNull', default: 'currentUser' }),
    taskCount: computed(int(), (p) => p.tasks.count()),
    openTaskCount: computed(int(), (p) => p.tasks.count((t) => t.status !== 'completed')),
  },
  list: { sort: 'name', pageSize: 50 },
  softDelete: true,
  access: {
    read: [owner('lead'), (p, user) => p.members.some((m) => m.userId === user.id)],
    create: 'signedIn',
    update: owner('lead'),
    delete: owner('lead'),
  },
  title: 'name',
})
