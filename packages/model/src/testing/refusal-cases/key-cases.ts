import {
  entityOf,
  indexOf,
  made,
  manyToMany,
  one,
  type RefusalCase,
  task,
  user,
} from './refusal-case.ts'

const formula = (p: { no: number }): number => p.no
const sum = { ...made('computed', {}, { element: made('int') }), expression: formula }

/** An entity with a key of two numbers. */
function line(options: object, fields: object = {}): object[] {
  const number = made('int', { required: true })
  return [
    entityOf('Line', {
      id: ['no', 'size'],
      ...options,
      fields: { no: number, size: number, ...fields },
    }),
  ]
}

/** An entity that could lead to it. */
function part(relation: object, options: object = {}): object[] {
  const fields = {
    no: made('int', { required: true }),
    size: made('int'),
    inner: made('int', { hidden: true }),
    name: made('text'),
    sum,
    line: relation,
  }
  return [...line({}), entityOf('Part', { ...options, fields }), user]
}

/** Keys that cannot be one. */
export const keyCases: RefusalCase[] = [
  {
    about: 'a key of an unknown field',
    code: 'CAM164',
    path: ['Task', 'id', '1'],
    nearest: 'title',
    entities: task(
      { a: made('int', { required: true }) },
      { id: ['a', 'titl'], list: { sort: 'a' } },
    ),
  },
  {
    about: 'a key of an optional field',
    code: 'CAM164',
    path: ['Task', 'id', '1'],
    entities: task({ a: made('int', { required: true }) }, { id: ['a', 'title'] }),
  },
  {
    about: 'a key of no field',
    code: 'CAM164',
    path: ['Task', 'id'],
    entities: task({}, { id: [] }),
  },
  {
    about: 'a key that names a field twice',
    code: 'CAM164',
    path: ['Task', 'id', '1'],
    entities: task({ a: made('int', { required: true }) }, { id: ['a', 'a'] }),
  },
  {
    about: 'a key of a field that names nothing',
    code: 'CAM164',
    path: ['Task', 'id', '0'],
    entities: task({ a: made('float', { required: true }) }, { id: ['a'] }),
  },
  {
    about: 'a key of a field that nobody sees',
    code: 'CAM164',
    path: ['Task', 'id', '0'],
    entities: task({ a: made('text', { required: true, encrypted: true }) }, { id: ['a'] }),
  },
  {
    about: 'a key that does not say how ids are made',
    code: 'CAM164',
    path: ['Task', 'id'],
    entities: task({}, { id: { column: 'task_id' } }),
  },
  {
    about: 'a length of ids that have none of their own',
    code: 'CAM164',
    path: ['Task', 'id', 'max'],
    entities: task({}, { id: { kind: 'int', max: 5 } }),
  },
  {
    about: 'a key that no address could hold',
    code: 'CAM164',
    path: ['Task', 'id', 'max'],
    entities: task({}, { id: { kind: 'text', max: 501 } }),
  },
  {
    about: 'an option that keys do not have',
    code: 'CAM113',
    path: ['Task', 'id', 'colum'],
    nearest: 'column',
    entities: task({}, { id: { kind: 'int', colum: 'a' } }),
  },
  {
    about: 'a key of a kind that is none',
    code: 'CAM114',
    path: ['Task', 'id', 'kind'],
    entities: task({}, { id: { kind: 'uuid4' } }),
  },
  {
    about: 'a key in the column of a field',
    code: 'CAM105',
    path: ['Task', 'fields', 'title'],
    entities: task({}, { id: { kind: 'int', column: 'title' } }),
  },
  {
    about: 'accounts that would bring their ids',
    code: 'CAM164',
    path: ['User', 'id'],
    entities: [
      entityOf('User', {
        id: 'text',
        fields: { email: made('email', { required: true, unique: true, lower: true }) },
        auth: { identifiers: ['email'] },
      }),
    ],
  },
  {
    about: 'a user known by several fields',
    code: 'CAM167',
    path: ['User', 'id'],
    entities: [entityOf('User', { id: ['a'], fields: { a: made('int', { required: true }) } })],
  },
  {
    about: 'a search by keys of several fields',
    code: 'CAM167',
    path: ['Line', 'id'],
    entities: line({}, { note: made('text', { search: 'A' }) }),
  },
  {
    about: 'a place by keys of several fields',
    code: 'CAM167',
    path: ['Line', 'id'],
    entities: line({ indexes: [indexOf('geo', 'at')] }, { at: made('point') }),
  },
  {
    about: 'a key that hides a part',
    code: 'CAM176',
    path: ['Line', 'fieldAccess', 'no'],
    entities: line({ fieldAccess: { no: { read: 'signedIn' } } }),
  },
  {
    about: 'a relation that does not say where the key is',
    code: 'CAM146',
    path: ['Part', 'fields', 'line', 'target'],
    entities: part(one('Line')),
  },
  {
    about: 'a relation to more of a key than there is',
    code: 'CAM146',
    path: ['Part', 'fields', 'line', 'fields'],
    entities: part(one('Line', { fields: ['no'] })),
  },
  {
    about: 'a relation over an unknown field',
    code: 'CAM146',
    path: ['Part', 'fields', 'line', 'fields', '1'],
    nearest: 'size',
    entities: part(one('Line', { fields: ['no', 'sice'] })),
  },
  {
    about: 'a relation over fields of other types',
    code: 'CAM146',
    path: ['Part', 'fields', 'line', 'fields', '1'],
    entities: part(one('Line', { fields: ['no', 'name'] })),
  },
  {
    about: 'a relation over a formula',
    code: 'CAM146',
    path: ['Part', 'fields', 'line', 'fields', '1'],
    entities: part(one('Line', { fields: ['no', 'sum'] })),
  },
  {
    about: 'a relation over fields to a key of one column',
    code: 'CAM146',
    path: ['Part', 'fields', 'line', 'fields'],
    entities: part(one('User', { fields: ['no', 'size'] })),
  },
  {
    about: 'a relation that would empty a required field',
    code: 'CAM143',
    path: ['Part', 'fields', 'line', 'onDelete'],
    entities: part(one('Line', { fields: ['no', 'size'], onDelete: 'setNull' })),
  },
  {
    about: 'links to keys of several fields',
    code: 'CAM146',
    path: ['Part', 'fields', 'line'],
    entities: part(manyToMany('Line')),
  },
  {
    about: 'a relation that would show what a rule hides',
    code: 'CAM146',
    path: ['Part', 'fields', 'line', 'fields', '1'],
    entities: part(one('Line', { fields: ['no', 'size'] }), {
      fieldAccess: { size: { read: 'signedIn' } },
    }),
  },
  {
    about: 'a relation that would show what is hidden',
    code: 'CAM146',
    path: ['Part', 'fields', 'line', 'fields', '1'],
    entities: part(one('Line', { fields: ['no', 'inner'] })),
  },
]
