import { entityOf, indexOf, made, manyToMany, one, type RefusalCase, task } from './refusal-case.ts'

const formula = (o: { title: string }): string => o.title
const computed = { ...made('computed', {}, { element: made('text') }), expression: formula }
const config = { cambium: 'config', options: { name: 'shop' } }

function link(fields: object): object {
  return entityOf('Watch', { fields })
}

/** Relations, indexes and settings of an entity. */
export const relationCases: RefusalCase[] = [
  {
    about: 'an unknown target',
    code: 'CAM140',
    path: ['Task', 'fields', 'a', 'target'],
    nearest: 'User',
    entities: task({ a: one('Usr') }),
  },
  {
    about: 'an unknown target of many',
    code: 'CAM140',
    path: ['Task', 'fields', 'a', 'target'],
    entities: task({ a: manyToMany('Something') }),
  },
  {
    about: 'two ends of one name',
    code: 'CAM141',
    path: ['Task', 'fields', 'b', 'inverse'],
    entities: task({ a: one('User', { inverse: 'tasks' }), b: one('User', { inverse: 'tasks' }) }),
  },
  {
    about: 'ends of one name from two entities',
    code: 'CAM141',
    path: ['Zebra', 'fields', 'b', 'inverse'],
    entities: [
      ...task({ a: one('User', { inverse: 'all' }) }),
      entityOf('Zebra', { fields: { b: manyToMany('User', { inverse: 'all' }) } }),
    ],
  },
  {
    about: 'an end named like a field',
    code: 'CAM142',
    path: ['Task', 'fields', 'a', 'inverse'],
    entities: task({ a: one('User', { inverse: 'name' }) }),
  },
  {
    about: 'an end of a self relation named like the relation',
    code: 'CAM142',
    path: ['Task', 'fields', 'a', 'inverse'],
    entities: task({ a: one('Task', { inverse: 'a' }) }),
  },
  {
    about: 'an end that cannot be a name',
    code: 'CAM102',
    path: ['Task', 'fields', 'a', 'inverse'],
    entities: task({ a: one('User', { inverse: 'my tasks' }) }),
  },
  {
    about: 'an end named like the version of its target',
    code: 'CAM103',
    path: ['Task', 'fields', 'a', 'inverse'],
    entities: task({ a: one('Task', { inverse: 'version' }) }, { versioned: true }),
  },
  {
    about: 'an end called id',
    code: 'CAM103',
    path: ['Task', 'fields', 'a', 'inverse'],
    entities: task({ a: one('User', { inverse: 'id' }) }),
  },
  {
    about: 'a required relation set to null',
    code: 'CAM143',
    path: ['Task', 'fields', 'a', 'onDelete'],
    entities: task({ a: one('User', { required: true, onDelete: 'setNull' }) }),
  },
  {
    about: 'the current user as a task',
    code: 'CAM144',
    path: ['Task', 'fields', 'a', 'default'],
    entities: task({ a: one('Task', { default: 'currentUser' }) }),
  },
  {
    about: 'a link through an unknown entity',
    code: 'CAM140',
    path: ['Task', 'fields', 'a', 'through'],
    nearest: 'User',
    entities: task({ a: manyToMany('User', { through: 'Usr' }) }),
  },
  {
    about: 'a link through an entity with one end',
    code: 'CAM145',
    path: ['Task', 'fields', 'a', 'through'],
    entities: [
      ...task({ a: manyToMany('User', { through: 'Watch' }) }),
      link({ task: one('Task') }),
    ],
  },
  {
    about: 'a link through an entity with an end twice',
    code: 'CAM145',
    path: ['Task', 'fields', 'a', 'through'],
    entities: [
      ...task({ a: manyToMany('User', { through: 'Watch' }) }),
      link({ task: one('Task'), by: one('User'), to: one('User') }),
    ],
  },
  {
    about: 'an ordered link through an entity',
    code: 'CAM145',
    path: ['Task', 'fields', 'a', 'ordered'],
    entities: [
      ...task({ a: manyToMany('User', { through: 'Watch', ordered: true }) }),
      link({ task: one('Task'), by: one('User') }),
    ],
  },
  {
    about: 'an index on an unknown field',
    code: 'CAM150',
    path: ['Task', 'indexes', '0', '0'],
    nearest: 'title',
    entities: task({}, { indexes: [indexOf('btree', 'titel')] }),
  },
  {
    about: 'an index on a many-to-many relation',
    code: 'CAM150',
    path: ['Task', 'indexes', '0', '0'],
    entities: task({ a: manyToMany('User') }, { indexes: [indexOf('btree', 'a')] }),
  },
  {
    about: 'an index on a formula',
    code: 'CAM151',
    path: ['Task', 'indexes', '0', '0'],
    entities: task({ a: computed }, { indexes: [indexOf('btree', 'a')] }),
  },
  {
    about: 'words of a number',
    code: 'CAM152',
    path: ['Task', 'indexes', '0', '0'],
    entities: task({ a: made('int') }, { indexes: [indexOf('fulltext', 'a')] }),
  },
  {
    about: 'a place that is a text',
    code: 'CAM152',
    path: ['Task', 'indexes', '0', '0'],
    entities: task({}, { indexes: [indexOf('geo', 'title')] }),
  },
  {
    about: 'an ordinary index on a place',
    code: 'CAM152',
    path: ['Task', 'indexes', '0', '0'],
    entities: task({ a: made('point') }, { indexes: [indexOf('btree', 'a')] }),
  },
  {
    about: 'an index on JSON',
    code: 'CAM152',
    path: ['Task', 'indexes', '0', '0'],
    entities: task({ a: made('json') }, { indexes: [indexOf('unique', 'a')] }),
  },
  {
    about: 'a unique index with a direction',
    code: 'CAM152',
    path: ['Task', 'indexes', '0', '0'],
    entities: task({}, { indexes: [indexOf('unique', '-title')] }),
  },
  {
    about: 'an index twice',
    code: 'CAM153',
    path: ['Task', 'indexes', '1'],
    entities: task({}, { indexes: [indexOf('btree', 'title'), indexOf('btree', 'title')] }),
  },
  {
    about: 'an index with a field twice',
    code: 'CAM153',
    path: ['Task', 'indexes', '0'],
    entities: task({}, { indexes: [indexOf('btree', 'title', '-title')] }),
  },
  {
    about: 'an index of nothing',
    code: 'CAM153',
    path: ['Task', 'indexes', '0'],
    entities: task({}, { indexes: [indexOf('btree')] }),
  },
  {
    about: 'an unknown title',
    code: 'CAM160',
    path: ['Task', 'title'],
    nearest: 'title',
    entities: task({}, { title: 'tilte' }),
  },
  {
    about: 'a title nobody sees',
    code: 'CAM160',
    path: ['Task', 'title'],
    entities: task({ a: made('text', { hidden: true }) }, { title: 'a' }),
  },
  {
    about: 'a title of JSON',
    code: 'CAM160',
    path: ['Task', 'title'],
    entities: task({ a: made('json') }, { title: 'a' }),
  },
  {
    about: 'an unknown order',
    code: 'CAM161',
    path: ['Task', 'list', 'sort'],
    nearest: 'createdAt',
    entities: task({}, { list: { sort: '-createAt' } }),
  },
  {
    about: 'an unknown second order',
    code: 'CAM161',
    path: ['Task', 'list', 'sort', '1'],
    entities: task({}, { list: { sort: ['title', 'nothing'] } }),
  },
  {
    about: 'an order nobody may know',
    code: 'CAM161',
    path: ['Task', 'list', 'sort'],
    entities: task({ a: made('text', { hidden: true }) }, { list: { sort: 'a' } }),
  },
  {
    about: 'an order some may not know',
    code: 'CAM161',
    path: ['Task', 'list', 'sort'],
    entities: task(
      { a: made('text') },
      { list: { sort: 'a' }, fieldAccess: { a: { read: 'none' } } },
    ),
  },
  {
    about: 'an order by createdAt where there is none',
    code: 'CAM161',
    path: ['Task', 'list', 'sort'],
    entities: task({}, { list: { sort: 'createdAt' }, timestamps: false }),
  },
  {
    about: 'a page larger than the largest',
    code: 'CAM162',
    path: ['Task', 'list', 'pageSize'],
    entities: task({}, { list: { pageSize: 200, maxPageSize: 100 } }),
  },
  {
    about: 'an upsert by a field that is not unique',
    code: 'CAM163',
    path: ['Task', 'api', 'upsert'],
    entities: task({}, { api: { upsert: 'title' } }),
  },
  {
    about: 'an upsert by an unknown field',
    code: 'CAM163',
    path: ['Task', 'api', 'upsert'],
    nearest: 'title',
    entities: task({}, { api: { upsert: 'titel' } }),
  },
  {
    about: 'an upsert by ids that the database counts',
    code: 'CAM163',
    path: ['Task', 'api', 'upsert'],
    entities: task({}, { id: 'serial', api: { upsert: 'id' } }),
  },
  {
    about: 'a partition by an unknown field',
    code: 'CAM165',
    path: ['Task', 'partition', 'by'],
    nearest: 'createdAt',
    entities: task({}, { partition: { by: 'createdOn', every: 'month' } }),
  },
  {
    about: 'an identifier that is no field',
    code: 'CAM165',
    path: ['User', 'auth', 'identifiers', '0'],
    entities: [
      entityOf('User', { fields: { name: made('text') }, auth: { identifiers: ['email'] } }),
    ],
  },
  {
    about: 'a path that cannot be',
    code: 'CAM166',
    path: ['Task', 'api', 'rest'],
    entities: task({}, { api: { rest: 'To Do' } }),
    config,
  },
  {
    about: 'an operation that is none',
    code: 'CAM114',
    path: ['User', 'api', 'operations'],
    entities: [entityOf('User', { fields: { name: made('text') }, api: { operations: ['read'] } })],
  },
  {
    about: 'a link to a self that needs two ends',
    code: 'CAM145',
    path: ['User', 'fields', 'friends', 'through'],
    entities: [
      entityOf('User', { fields: { friends: manyToMany('User', { through: 'Watch' }) } }),
      link({ by: one('User') }),
    ],
  },
]
