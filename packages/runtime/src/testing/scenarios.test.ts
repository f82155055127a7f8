import { notesApp } from '../app/fixture/notes-app.ts'
import { guest, scenarios, user } from './index.ts'

const ann = user('ann')
const staff = user('sue', 'staff')

/** What `system` is typed as in a project comes from its `model.gen.ts`; here there is none. */
interface NotesSystem {
  Folder: { create(input: { name: string; open?: boolean }): Promise<{ id: number }> }
  Note: { create(input: { title: string; ownerId?: string }): Promise<{ id: string }> }
}

scenarios('notes', {
  app: notesApp,
  hooks: false,
  prepare: async ({ system }) => {
    const { Folder, Note } = system as unknown as NotesSystem
    const closed = await Folder.create({ name: 'Closed', open: false })
    const mine = await Note.create({ title: 'Mine', ownerId: 'ann' })
    const other = await Note.create({ title: 'Not mine', ownerId: 'bob' })
    return { closed, mine, other }
  },
  refusals: [
    {
      name: 'a guest may not list',
      as: guest,
      url: '/api/notes',
      expect: { status: 401, problem: 'unauthenticated' },
    },
    {
      name: 'what belongs to somebody else does not exist',
      as: ann,
      url: ({ other }) => `/api/notes/${other.id}`,
      expect: { status: 404, problem: 'not_found' },
    },
    {
      name: 'a closed folder does not exist for others than the staff',
      as: ann,
      url: ({ closed }) => `/api/folders/${closed.id}/notes`,
      expect: { status: 404, problem: 'not_found' },
    },
    {
      name: 'only the staff may delete',
      as: ann,
      method: 'DELETE',
      url: ({ mine }) => `/api/notes/${mine.id}`,
      expect: { status: 403, problem: 'forbidden' },
    },
    {
      name: 'unknown fields and wrong values, all at once',
      as: ann,
      method: 'POST',
      url: '/api/notes',
      body: { title: '', nope: 1 },
      expect: { status: 422, problem: 'invalid', errors: ['title', 'nope'] },
    },
    {
      name: 'a role the application does not declare',
      as: user('eve', 'root'),
      url: ({ other }) => `/api/notes/${other.id}`,
      expect: { status: 404 },
    },
  ],
  answers: [
    {
      name: 'a list holds what the caller may see',
      as: ann,
      url: '/api/notes?fields=title&count=exact',
      expect: { status: 200, body: { data: [{ title: 'Mine' }], page: { total: 1 } } },
    },
    {
      name: 'a change of one field',
      as: ann,
      method: 'PATCH',
      url: ({ mine }) => `/api/notes/${mine.id}`,
      body: { dueAt: '2026-01-01T01:00:00+01:00', price: '1.50' },
      expect: {
        status: 200,
        body: { dueAt: '2026-01-01T00:00:00.000Z', price: '1.50', version: 2 },
      },
    },
    {
      name: 'the staff sees everything',
      as: staff,
      url: '/api/notes?sort=title&fields=title',
      expect: { status: 200, body: { data: [{ title: 'Mine' }, { title: 'Not mine' }] } },
    },
    {
      name: 'the staff deletes',
      as: staff,
      method: 'DELETE',
      url: ({ mine }) => `/api/notes/${mine.id}`,
      expect: { status: 204 },
    },
  ],
})

scenarios('notes without anything prepared', {
  app: notesApp,
  answers: [
    {
      name: 'an empty list',
      as: ann,
      url: '/api/notes',
      expect: { status: 200, body: { data: [] } },
    },
    {
      name: 'a body made when it is needed',
      as: ann,
      method: 'POST',
      url: '/api/notes',
      body: (world: undefined) => ({ title: String(world) }),
      expect: { status: 201, body: { title: 'undefined' } },
    },
  ],
})
