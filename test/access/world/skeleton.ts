import type { EntityShape, FieldShape, LinkShape, ReferenceShape } from './shape.ts'

type Field = Pick<FieldShape, 'name' | 'kind'> & Partial<FieldShape>

/** An entity before chance has given it rules. */
export interface EntitySkeleton
  extends Omit<
    EntityShape,
    | 'access'
    | 'softDelete'
    | 'versioned'
    | 'history'
    | 'tenancy'
    | 'fields'
    | 'references'
    | 'checks'
  > {
  readonly fields: readonly Field[]
  readonly references: readonly (Pick<ReferenceShape, 'relation' | 'target' | 'inverse'> & {
    readonly isNeeded?: boolean
  })[]
}

const tags: LinkShape = { relation: 'tags', input: 'tagIds', target: 'Tag', inverse: 'tasks' }
const related: LinkShape = {
  relation: 'related',
  input: 'relatedIds',
  target: 'Task',
  inverse: 'relatedFrom',
}
const people: LinkShape = {
  relation: 'people',
  input: 'personIds',
  target: 'User',
  inverse: 'teams',
  through: { entity: 'Membership', near: 'projectId', far: 'userId' },
}

/**
 * What every random model has: relations to itself, two relations to one entity, a linking table, an entity that links
 * two others, unique names.
 */
export const skeletons: readonly EntitySkeleton[] = [
  {
    name: 'User',
    path: 'users',
    upsert: 'id',
    fields: [
      { name: 'name', kind: 'text' },
      { name: 'rank', kind: 'choice', choices: ['low', 'mid', 'top'], nullable: true },
      { name: 'banned', kind: 'bool', nullable: true },
      { name: 'credit', kind: 'int' },
      { name: 'pin', kind: 'text', nullable: true, encrypted: true },
    ],
    references: [{ relation: 'team', target: 'Team', inverse: 'users' }],
    links: [],
  },
  {
    name: 'Team',
    path: 'teams',
    upsert: 'label',
    fields: [
      { name: 'label', kind: 'text', unique: true },
      { name: 'open', kind: 'bool' },
      { name: 'size', kind: 'int', nullable: true },
    ],
    references: [
      { relation: 'lead', target: 'User', inverse: 'leads' },
      { relation: 'outer', target: 'Team', inverse: 'inner' },
    ],
    links: [],
  },
  {
    name: 'Project',
    path: 'projects',
    upsert: 'id',
    fields: [
      { name: 'name', kind: 'text', searched: true },
      { name: 'archived', kind: 'bool' },
      { name: 'budget', kind: 'int', nullable: true },
      { name: 'spot', kind: 'point', nullable: true },
    ],
    references: [
      { relation: 'head', target: 'User', inverse: 'heads' },
      { relation: 'team', target: 'Team', inverse: 'projects' },
    ],
    links: [people],
  },
  {
    name: 'Membership',
    path: 'memberships',
    upsert: 'id',
    fields: [{ name: 'level', kind: 'choice', choices: ['viewer', 'editor', 'owner'] }],
    references: [
      { relation: 'project', target: 'Project', inverse: 'members', isNeeded: true },
      { relation: 'user', target: 'User', inverse: 'memberships', isNeeded: true },
    ],
    links: [],
  },
  {
    name: 'Tag',
    path: 'tags',
    upsert: 'name',
    fields: [
      { name: 'name', kind: 'text', unique: true },
      { name: 'weight', kind: 'int', nullable: true },
    ],
    references: [{ relation: 'maker', target: 'User', inverse: 'tags' }],
    links: [],
  },
  {
    name: 'Task',
    path: 'tasks',
    upsert: 'code',
    fields: [
      { name: 'title', kind: 'text', searched: true },
      { name: 'note', kind: 'text', nullable: true, searched: true },
      { name: 'code', kind: 'text', unique: true },
      { name: 'status', kind: 'choice', choices: ['open', 'done', 'late'] },
      { name: 'priority', kind: 'int', nullable: true },
      { name: 'urgent', kind: 'bool', nullable: true },
      { name: 'cipher', kind: 'text', encrypted: true },
    ],
    references: [
      { relation: 'assignee', target: 'User', inverse: 'tasks' },
      { relation: 'reviewer', target: 'User', inverse: 'reviews' },
      { relation: 'project', target: 'Project', inverse: 'tasks' },
      { relation: 'parent', target: 'Task', inverse: 'children' },
    ],
    links: [tags, related],
  },
]

/** Whose the rows are, in a model with tenants. */
export const tenantSkeleton: EntitySkeleton = {
  name: 'Company',
  path: 'companies',
  upsert: 'id',
  fields: [
    { name: 'name', kind: 'text' },
    { name: 'open', kind: 'bool' },
  ],
  references: [],
  links: [],
}
