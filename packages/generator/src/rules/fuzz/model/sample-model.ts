import type { EntityIR } from '@cambium/model/ir'
import { entity, field, linkInverses, manyToMany, reference } from './entity-builder.ts'

/** The tasks of the examples with a little of everything, for tests that name what they expect. */
export function sampleModel(): EntityIR[] {
  return linkInverses([
    entity('User', {
      fields: [
        field('name', 'text'),
        field('banned', 'bool'),
        field('teamId', 'text', { nullable: true }),
      ],
    }),
    entity('Project', {
      fields: [
        field('name', 'text'),
        field('budget', 'money'),
        field('archived', 'bool'),
        reference('lead', 'User', { nullable: true, inverse: 'leads' }),
      ],
    }),
    entity('Membership', {
      fields: [
        reference('project', 'Project', { inverse: 'members' }),
        reference('user', 'User', { inverse: 'memberships' }),
        field('level', 'choice', { choices: ['viewer', 'editor'] }),
      ],
    }),
    entity('Tag', { softDelete: true, fields: [field('name', 'text'), field('weight', 'int')] }),
    entity('Profile', {
      fields: [
        field('bio', 'text'),
        reference('user', 'User', { inverse: 'profile', unique: true }),
      ],
    }),
    entity('Task', {
      fields: [
        field('title', 'text'),
        field('notes', 'text', { nullable: true }),
        field('status', 'choice', { choices: ['pending', 'completed'] }),
        field('mood', 'choice', { choices: ['fine', 'bad'] }),
        field('priority', 'int', { nullable: true, limits: { min: 1, max: 5 } }),
        field('points', 'int'),
        field('rate', 'float'),
        field('price', 'decimal', { limits: { scale: 2 } }),
        field('number', 'bigint', { nullable: true }),
        field('done', 'bool'),
        field('urgent', 'bool', { nullable: true }),
        field('day', 'date', { nullable: true }),
        field('dueAt', 'datetime', { nullable: true }),
        field('startedAt', 'datetime'),
        field('settings', 'json', { nullable: true }),
        field('token', 'text', { nullable: true, encrypted: true }),
        field('label', 'computed', { column: null }),
        reference('assignee', 'User', { nullable: true, inverse: 'tasks' }),
        reference('reviewer', 'User', { nullable: true, inverse: 'reviews' }),
        reference('project', 'Project', { nullable: true, inverse: 'tasks' }),
        reference('parent', 'Task', { nullable: true, inverse: 'children' }),
        reference('mainTag', 'Tag', { inverse: 'mainTasks' }),
      ],
      manyToMany: [
        manyToMany('tags', ['Task', 'Tag'], {
          inverse: 'tasks',
          table: 'tasks_tags',
          columns: ['task_id', 'tag_id'],
        }),
      ],
    }),
  ])
}
