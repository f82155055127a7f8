import { choice, entity, one, owner, unique } from '@cambium/model'

/** That somebody takes part in a project. */
export default entity('Membership', {
  fields: {
    project: one('Project', {
      required: true,
      inverse: 'members',
      onDelete: 'cascade',
      writeOnce: true,
    }),
    user: one('User', {
      required: true,
      inverse: 'memberships',
      onDelete: 'cascade',
      writeOnce: true,
    }),
    level: choice(['viewer', 'editor'], { default: 'editor' }),
  },
  indexes: [unique('project', 'user')],
  access: {
    read: [
      owner('user'),
      (m, user) => m.project?.leadId === user.id,
      (m, user) => m.project?.members.some((other) => other.userId === user.id) ?? false,
    ],
    create: (m, user) => m.project?.leadId === user.id,
    update: (m, user) => m.project?.leadId === user.id,
    delete: [owner('user'), (m, user) => m.project?.leadId === user.id],
  },
})
