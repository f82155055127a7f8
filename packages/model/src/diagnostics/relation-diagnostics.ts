import type { DiagnosticEntry } from './diagnostic-entry.ts'

/** What can be wrong with relations, indexes and the settings of an entity. */
export const relationDiagnostics: readonly DiagnosticEntry[] = [
  {
    code: 'CAM140',
    title: 'An unknown entity',
    explanation: 'A relation names an entity of the project as it is written in entity().',
    example: "one('Prodct')        write: one('Product')",
  },
  {
    code: 'CAM141',
    title: 'Two relations with one name on their other end',
    explanation:
      'Each `inverse` becomes a member of the target, so two relations to one entity name them apart.',
    example:
      "author: one('User', { inverse: 'posts' }), editor: one('User', { inverse: 'posts' })        write: { inverse: 'editedPosts' }",
  },
  {
    code: 'CAM142',
    title: 'The other end of a relation is named like a field',
    explanation:
      '`inverse` becomes a member of the target, which has a field of that name already.',
    example: "one('User', { inverse: 'email' })        write: one('User', { inverse: 'messages' })",
  },
  {
    code: 'CAM143',
    title: 'A required relation that would become null',
    explanation:
      "With onDelete: 'setNull' the relation is emptied when its target is deleted, and a required one cannot be empty.",
    example:
      "one('User', { required: true, onDelete: 'setNull' })        write: { required: true, onDelete: 'restrict' }",
  },
  {
    code: 'CAM144',
    title: 'The current user as another entity',
    explanation:
      "default: 'currentUser' fills in the id of a User, so the relation must point to User.",
    example:
      "one('Team', { default: 'currentUser' })        write: one('User', { default: 'currentUser' })",
  },
  {
    code: 'CAM145',
    title: 'An entity that cannot link the two',
    explanation:
      'The entity named by `through` has exactly one relation to each end (two to the same entity, when that is linked with itself). Its records make the links, so it also keeps what is to be known of a link.',
    example:
      "manyToMany('Tag', { through: 'Tagging' })        Tagging: { task: one('Task'), tag: one('Tag') }",
  },
  {
    code: 'CAM146',
    title: 'A relation to a key of several fields',
    explanation:
      'Where the key of the target is made of several fields, the relation names those of its own entity that hold it: as many, of the same types, in the same order, and none that callers may not see. Many-to-many relations go by keys of one column; an entity of the links takes their place.',
    example:
      "item: one('OrderItem')        write: item: one('OrderItem', { fields: ['orderId', 'productId'] })",
  },
  {
    code: 'CAM150',
    title: 'An index on an unknown field',
    explanation: 'Indexes name fields, or relations as they are written.',
    example: "index('stauts')        write: index('status')",
  },
  {
    code: 'CAM151',
    title: 'An index on a field that is not stored',
    explanation: 'A formula is computed in each query, unless it is stored.',
    example: 'computed(text(), ...)        write: computed(text(), ..., { stored: true })',
  },
  {
    code: 'CAM152',
    title: 'An index that does not suit the field',
    explanation:
      'fulltext() takes texts, geo() a point, index() and unique() values that have an order.',
    example: "geo('address')        write: geo('location') where location is a point()",
  },
  {
    code: 'CAM153',
    title: 'An index that is there twice, or is empty',
    explanation: 'Every index costs time at each write.',
    example: "indexes: [index('a'), index('a')]        write: indexes: [index('a')]",
  },
  {
    code: 'CAM160',
    title: 'A title that cannot name a record',
    explanation:
      'The title is a field of the entity that people may see, and that is a line of text.',
    example: "title: 'nmae'        write: title: 'name'",
  },
  {
    code: 'CAM161',
    title: 'An order that lists cannot have',
    explanation:
      'Lists are sorted by stored fields that have an order and that every caller may read: the order of a list tells about them.',
    example: "list: { sort: '-createAt' }        write: list: { sort: '-createdAt' }",
  },
  {
    code: 'CAM162',
    title: 'A page larger than the largest',
    explanation:
      'pageSize is what a list gives when it is not told, maxPageSize the most it gives.',
    example:
      'list: { pageSize: 200, maxPageSize: 100 }        write: list: { pageSize: 100, maxPageSize: 200 }',
  },
  {
    code: 'CAM163',
    title: 'An upsert by a field that is not unique',
    explanation: 'PUT creates or replaces the one record that has the value.',
    example: "api: { upsert: 'name' }        write: name: text({ unique: true })",
  },
  {
    code: 'CAM164',
    title: 'A key that cannot be one',
    explanation:
      'A composite key is made of fields that are stored, required, seen by everybody and written as one line: texts, whole numbers, dates and relations. Other keys say how ids are made (`kind`); `max` is the length of a `text` key.',
    example: "id: ['order', 'note']        write: note: text({ required: true })",
  },
  {
    code: 'CAM165',
    title: 'A setting that names an unknown field',
    explanation: 'Partitions and identifiers are fields of the entity.',
    example:
      "partition: { by: 'created', every: 'month' }        write: partition: { by: 'createdAt', every: 'month' }",
  },
  {
    code: 'CAM166',
    title: 'A path that no resource can have',
    explanation: 'Paths are lower-case letters, digits and hyphens, and stand behind /api.',
    example: "api: { rest: '/API/To do' }        write: api: { rest: 'to-dos' }",
  },
  {
    code: 'CAM167',
    title: 'Something that goes by keys of one column',
    explanation:
      'Searches, places, users and tenants know a record by one value. An entity with a key of several fields has none of these.',
    example:
      "id: ['order', 'line'], fields: { note: text({ search: 'A' }) }        write: indexes: [unique('order', 'line')]",
  },
]
