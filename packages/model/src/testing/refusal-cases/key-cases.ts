import { entityOf, made, type RefusalCase, task } from './refusal-case.ts'

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
]
