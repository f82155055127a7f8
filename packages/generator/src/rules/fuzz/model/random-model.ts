import type { EntityIR } from '@cambium/model/ir'
import type { Random } from '../random.ts'
import { entity, field, linkInverses, manyToMany, reference } from './entity-builder.ts'

/** The entities whose rows rules are tried on. */
export const rowEntities = ['Task', 'Project', 'Order', 'User', 'Group'] as const

/**
 * A model with everything that rules can meet: reserved words as names, relations to itself, two relations to one
 * entity, both kinds of inverse, linking tables. Which fields are optional, which entities are deleted softly and
 * which have integer ids is left to chance.
 */
export function randomModel(random: Random): EntityIR[] {
  const serial = new Map<string, boolean>()
  const isSerial = (name: string): boolean => {
    const known = serial.get(name) ?? random.chance(0.35)
    serial.set(name, known)
    return known
  }
  const maybe = (): boolean => random.chance(0.5)
  const to = (relation: string, target: string, sketch: Parameters<typeof reference>[2] = {}) =>
    reference(relation, target, { ...sketch, value: isSerial(target) ? 'integer' : 'string' })
  const common = (name: string) => ({ serial: isSerial(name), softDelete: random.chance(0.4) })
  return linkInverses([
    entity('User', {
      ...common('User'),
      fields: [
        field('name', 'text'),
        field('nick', 'text', { nullable: true }),
        field('rank', 'choice', { choices: ['low', 'mid', 'top'], nullable: maybe() }),
        field('banned', 'bool', { nullable: maybe() }),
        field('credit', 'money', { nullable: maybe() }),
        field('bornOn', 'date', { nullable: maybe() }),
        to('group', 'Group', { nullable: true, inverse: 'users' }),
      ],
    }),
    entity('Group', {
      ...common('Group'),
      table: 'group',
      fields: [
        field('order', 'int', { nullable: maybe() }),
        field('select', 'bool'),
        field('class', 'choice', { choices: ['low', 'mid', 'none'] }),
        to('boss', 'User', { nullable: true, inverse: 'bossOf' }),
        to('outer', 'Group', { nullable: true, inverse: 'inner' }),
      ],
    }),
    entity('Project', {
      ...common('Project'),
      fields: [
        field('name', 'text'),
        field('archived', 'bool'),
        field('size', 'int', { nullable: true, limits: { min: -10, max: 10 } }),
        field('budget', 'money', { nullable: maybe() }),
        field('startsOn', 'date', { nullable: maybe() }),
        to('lead', 'User', { nullable: maybe(), inverse: 'leads' }),
        to('group', 'Group', { nullable: maybe(), inverse: 'projects' }),
      ],
      manyToMany: [
        manyToMany('team', ['Project', 'User'], {
          inverse: 'teams',
          table: 'memberships',
          columns: ['project_id', 'user_id'],
          through: 'Membership',
        }),
      ],
    }),
    entity('Membership', {
      ...common('Membership'),
      fields: [
        field('level', 'choice', { choices: ['viewer', 'editor', 'owner'] }),
        field('since', 'datetime', { nullable: maybe() }),
        field('share', 'float'),
        to('project', 'Project', { inverse: 'members' }),
        to('user', 'User', { inverse: 'memberships' }),
      ],
    }),
    entity('Task', {
      ...common('Task'),
      fields: taskFields(maybe, to),
      manyToMany: [
        manyToMany('tags', ['Task', 'Order'], {
          inverse: 'tasks',
          table: 'tasks_tags',
          columns: ['task_id', 'tag_id'],
        }),
        manyToMany('related', ['Task', 'Task'], {
          inverse: 'relatedFrom',
          table: 'tasks_related',
          columns: ['task_id', 'related_task_id'],
        }),
      ],
    }),
    entity('Order', {
      ...common('Order'),
      table: 'order',
      fields: [
        field('name', 'text'),
        field('from', 'text', { nullable: maybe() }),
        field('weight', 'int', { nullable: maybe(), limits: { min: -100, max: 100 } }),
        field('quantity', 'int'),
        to('owner', 'User', { nullable: maybe(), inverse: 'orders' }),
      ],
    }),
    entity('Profile', {
      ...common('Profile'),
      fields: [
        field('verified', 'bool', { nullable: maybe() }),
        field('bio', 'text', { nullable: true }),
        to('user', 'User', { inverse: 'profile', unique: true }),
      ],
    }),
  ])
}

type To = (
  relation: string,
  target: string,
  sketch?: Parameters<typeof reference>[2],
) => ReturnType<typeof reference>

function taskFields(maybe: () => boolean, to: To): EntityIR['fields'] {
  return [
    field('title', 'text'),
    field('note', 'text', { nullable: true }),
    field('status', 'choice', { choices: ['open', "won't do", 'done'] }),
    field('phase', 'choice', { choices: ['open', 'late'], nullable: true }),
    field('priority', 'int', { nullable: maybe(), limits: { min: 0, max: 9 } }),
    field('huge', 'int', { nullable: maybe() }),
    field('cost', 'money', { nullable: maybe() }),
    field('rate', 'float', { nullable: maybe() }),
    field('flag', 'bool'),
    field('urgent', 'bool', { nullable: true }),
    field('dueAt', 'datetime', { nullable: true }),
    field('startedAt', 'datetime'),
    field('day', 'date', { nullable: maybe() }),
    field('serialNumber', 'bigint', { nullable: maybe() }),
    field('price', 'decimal', { nullable: maybe(), limits: { scale: 2, precision: 12 } }),
    field('paid', 'decimal', { nullable: maybe(), limits: { scale: 2, precision: 12 } }),
    field('settings', 'json', { nullable: true }),
    to('assignee', 'User', { nullable: true, inverse: 'tasks' }),
    to('reviewer', 'User', { nullable: maybe(), inverse: 'reviews' }),
    to('project', 'Project', { nullable: maybe(), inverse: 'tasks' }),
    to('parent', 'Task', { nullable: true, inverse: 'children' }),
  ]
}
