import type { Seed } from '@cambium/runtime/app'

const people = [
  { name: 'Ada Lovelace', email: 'ada@example.com' },
  { name: 'Grace Hopper', email: 'grace@example.com' },
]

const tags = [
  { name: 'errand', color: '#2f855a' },
  { name: 'writing', color: '#2b6cb0' },
]

/** The first records. What is there already, by its name or address, is left as it is. */
export const seed: Seed = async ({ system }) => {
  for (const person of people) {
    if (!(await system.User.find({ email: person.email }))) await system.User.create(person)
  }
  for (const tag of tags) {
    if (!(await system.Tag.find({ name: tag.name }))) await system.Tag.create(tag)
  }
  if (await system.Project.find({ name: 'Analytical engine' })) return
  const ada = await system.User.find({ email: 'ada@example.com' })
  const grace = await system.User.find({ email: 'grace@example.com' })
  const writing = await system.Tag.find({ name: 'writing' })
  if (!(ada && grace && writing)) return
  const project = await system.Project.create({ name: 'Analytical engine', leadId: ada.id })
  await system.Membership.create({ projectId: project.id, userId: grace.id })
  await system.Task.create({
    title: 'Write the notes',
    projectId: project.id,
    assigneeId: ada.id,
    priority: 1,
    tagIds: [writing.id],
  })
  await system.Task.create({
    title: 'Read the notes',
    projectId: project.id,
    assigneeId: grace.id,
    dueAt: '2027-01-01T12:00:00.000Z',
  })
}
