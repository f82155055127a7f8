import assert from 'node:assert/strict'
import { after, before, describe, test } from 'node:test'
import type { FieldError } from '../../errors/index.ts'
import {
  createFolder,
  createNote,
  type NoteInput,
  type NotesApp,
  startNotes,
} from '../fixture/index.ts'

let app: NotesApp
let folderId = 0
before(async () => {
  app = await startNotes()
  const folder = await createFolder(app.system, { name: 'Home' })
  folderId = folder.id
  const inputs: (NoteInput & { ownerId?: string })[] = [
    {
      title: 'Alpha, one',
      status: 'draft',
      priority: 1,
      price: '1.50',
      size: '9007199254740993',
      done: true,
    },
    {
      title: 'Beta',
      status: 'ready',
      priority: 2,
      price: '20.00',
      dueAt: '2026-03-01T12:00:00+02:00',
      folderId,
    },
    {
      title: '50% off_',
      status: 'ready',
      priority: 3,
      day: '2026-02-28',
      meta: { a: 1 },
      folderId,
    },
  ]
  for (const input of inputs) {
    await createNote(app.system, { ...input, ownerId: 'ann' } as NoteInput)
  }
})
after(() => app.close())

async function titles(query: string): Promise<unknown[]> {
  const answer = await app.call('ann', 'GET', `/api/notes?sort=priority&${query}`)
  assert.equal(answer.status, 200, answer.text)
  return (answer.body.data as { title: string }[]).map(({ title }) => title[0])
}

async function refusal(query: string, url = '/api/notes'): Promise<FieldError[]> {
  const answer = await app.call('ann', 'GET', `${url}?${query}`)
  assert.equal(answer.status, 400, answer.text)
  return answer.body.errors as FieldError[]
}

describe('refuses, naming what is wrong', () => {
  const cases: [query: string, path: string, code: string, message: RegExp][] = [
    [
      'statuss=ready',
      'statuss',
      'unknown_parameter',
      /did you mean "status"\? Allowed: id, title, .*limit/,
    ],
    ['lmit=5', 'lmit', 'unknown_parameter', /did you mean "limit"/],
    ['key=x', 'key', 'unknown_parameter', /Allowed: (?!.*\bkey\b)/],
    ['__proto__=x', '__proto__', 'unknown_parameter', /Allowed/],
    ['toString=x', 'toString', 'unknown_parameter', /Allowed/],
    ['constructor[eq]=x', 'constructor[eq]', 'unknown_parameter', /Allowed/],
    ['priority[gtt]=1', 'priority[gtt]', 'unknown_operator', /did you mean "gt"\?/],
    ['title[regex]=.*', 'title[regex]', 'unknown_operator', /Allowed: eq, ne, .*contains/],
    ['done[gt]=true', 'done[gt]', 'unknown_operator', /Allowed: eq, ne, exists/],
    ['meta=1', 'meta', 'unknown_operator', /Allowed: exists/],
    ['meta[a]=1', 'meta[a]', 'unknown_operator', /Allowed: exists/],
    ['title[eq][x]=1', 'title[eq][x]', 'malformed', /more than one operator/],
    ['title[eq=1', 'title[eq', 'malformed', /name\[operator\]/],
    ['[eq]=1', '[eq]', 'malformed', /name\[operator\]/],
    ['status=redy', 'status', 'unknown_value', /did you mean "ready"\? Allowed: draft, ready/],
    ['status[in]=draft,nope', 'status[in]', 'unknown_value', /"nope"/],
    ['title=', 'title', 'missing_value', /has no value/],
    ['title', 'title', 'missing_value', /has no value/],
    ['title[in]=a,,b', 'title[in]', 'missing_value', /an empty value/],
    ['or=1', 'or', 'unknown_parameter', /Allowed/],
    ['or[status]=ready', 'or[status]', 'malformed', /write or\[0\]\[field\]=value/],
    ['or[20][status]=ready', 'or[20][status]', 'malformed', /from 0 to 19/],
    ['or[0]=ready', 'or[0]', 'malformed', /write or/],
    ['not[statuss]=ready', 'not[statuss]', 'unknown_field', /did you mean "status"/],
    ['not[status][eqq]=ready', 'not[status][eqq]', 'unknown_operator', /did you mean "eq"/],
    [
      'not[not][not][not][not][not][done]=true',
      'not[not][not][not][not][not][done]',
      'too_deep',
      /5 groups/,
    ],
    ['foldr.name=x', 'foldr.name', 'unknown_relation', /did you mean "folder"/],
    ['folder.nam=x', 'folder.nam', 'unknown_field', /did you mean "name"/],
    ['folder.notes.title=x', 'folder.notes.title', 'too_deep', /one relation/],
    ['folder.open=x', 'folder.open', 'invalid_value', /true or false/],
    ['__proto__.name=x', '__proto__.name', 'unknown_relation', /Allowed: folder/],
    ['title=a&title=b', 'title', 'repeated', /given 2 times/],
    ['limit=1&limit=2', 'limit', 'repeated', /given 2 times/],
    ['priority=high', 'priority', 'invalid_value', /must be an integer .*, not "high"/],
    ['priority=1e3', 'priority', 'invalid_value', /an integer/],
    ['priority=99999999999999999999', 'priority', 'invalid_value', /an integer/],
    [`priority=${'9'.repeat(5000)}`, 'priority', 'invalid_value', /\.\.\."/],
    ['price=1,5', 'price', 'invalid_value', /a decimal number/],
    ['size=9223372036854775808', 'size', 'invalid_value', /64 bits/],
    ['done=yes', 'done', 'invalid_value', /true or false/],
    ['dueAt[exists]=1', 'dueAt[exists]', 'invalid_value', /true or false/],
    ['dueAt=tomorrow', 'dueAt', 'invalid_value', /an instant/],
    ['dueAt=2026-02-30', 'dueAt', 'invalid_value', /an instant/],
    ['dueAt=2026-01-01T25:00:00Z', 'dueAt', 'invalid_value', /an instant/],
    ['dueAt=2026-01-01T10:00:00', 'dueAt', 'invalid_value', /an instant/],
    ['day=2026-02-29', 'day', 'invalid_value', /a date/],
    ['day=2026-2-3', 'day', 'invalid_value', /a date/],
    [
      `title[in]=${'a,'.repeat(100)}a`,
      'title[in]',
      'too_many',
      /lists 101 values, 100 at the most/,
    ],
    ['limit=0', 'limit', 'invalid_value', /from 1 to 100/],
    ['limit=101', 'limit', 'invalid_value', /from 1 to 100/],
    ['limit=1.5', 'limit', 'invalid_value', /from 1 to 100/],
    ['limit=-1', 'limit', 'invalid_value', /from 1 to 100/],
    ['offset=-1', 'offset', 'invalid_value', /from 0/],
    ['offset=99999999', 'offset', 'invalid_value', /use "after"/],
    ['count=maybe', 'count', 'unknown_value', /Allowed: exact, estimate, none/],
    ['sort=-titel', 'sort', 'unknown_field', /did you mean "title"/],
    ['sort=title,-title', 'sort', 'repeated', /names one twice/],
    ['sort=title,', 'sort', 'missing_value', /an empty name/],
    ['sort=key', 'sort', 'unknown_field', /"key"/],
    ['fields=id,secrt', 'fields', 'unknown_field', /"secrt"/],
    ['fields=key', 'fields', 'unknown_field', /"key"/],
    ['include=foldr', 'include', 'unknown_relation', /did you mean "folder"\? Allowed: folder/],
    ['fields[folder]=nam', 'fields[folder]', 'unknown_field', /did you mean "name"/],
    ['fields[foldr]=name', 'fields[foldr]', 'unknown_relation', /did you mean "folder"/],
    ['fields[folder][x]=name', 'fields[folder][x]', 'malformed', /fields\[relation\]/],
    ['fields[folder]=name', 'fields', 'invalid', /not included/],
    ['include=folder.owner', 'include', 'unknown_relation', /Allowed: notes/],
    ['include=folder.notes.folder.notes', 'include', 'too_deep', /4 relations deep, 3 at the most/],
    ['after=x&before=y', 'after', 'contradiction', /Use one of/],
    ['after=x&offset=1', 'after', 'contradiction', /Use one of/],
  ]
  for (const [query, path, code, message] of cases) {
    test(`?${query.slice(0, 60)}`, async () => {
      const [first, ...others] = await refusal(query)
      assert.deepEqual([first?.path, first?.code, others.length], [path, code, 0])
      assert.match(first?.message ?? '', message)
    })
  }

  test('everything that is wrong at once', async () => {
    const errors = await refusal('limit=0&nope=1&priority=x&sort=nope')
    assert.deepEqual(
      errors.map(({ path }) => path),
      ['limit', 'nope', 'priority', 'sort'],
    )
  })

  test('text that is not percent-encoded UTF-8, and cursors nobody handed out', async () => {
    for (const query of ['title=%ff', 'title=%zz', 'title=%00', 'after=AAAA', 'before=%2e%2e']) {
      assert.equal((await app.call('ann', 'GET', `/api/notes?${query}`)).status, 400, query)
    }
  })

  test('more than 100 parameters', async () => {
    const query = Array.from({ length: 101 }, (_, index) => `p${index}=1`).join('&')
    const answer = await app.call('ann', 'GET', `/api/notes?${query}`)
    assert.deepEqual([answer.status, answer.body.detail], [400, 'More than 100 query parameters'])
  })

  test('parameters of a list where one record is asked for', async () => {
    const [first] = await refusal('limit=1', '/api/notes/n1')
    assert.deepEqual([first?.code, first?.path], ['unknown_parameter', 'limit'])
    assert.match(first?.message ?? '', /Allowed: fields, include/)
  })
})

describe('filters', () => {
  const cases: [query: string, found: string][] = [
    ['status=ready', 'B5'],
    ['status[eq]=ready', 'B5'],
    ['status[ne]=ready', 'A'],
    ['priority[gt]=1&priority[lt]=3', 'B'],
    ['priority[gte]=2', 'B5'],
    ['priority[lte]=1', 'A'],
    ['priority[in]=1,3', 'A5'],
    ['priority[nin]=1,3', 'B'],
    ['price[gt]=1.5', 'B'],
    ['price=1.5', 'A'],
    ['size=9007199254740993', 'A'],
    ['done=true', 'A'],
    ['title[contains]=ALPHA', 'A'],
    ['title[contains]=%25', '5'],
    ['title[startsWith]=be', 'B'],
    ['title[endsWith]=_', '5'],
    ['title[contains]=,', 'A'],
    ['title=%20Beta%20', 'B'],
    ['dueAt=2026-03-01T10:00:00Z', 'B'],
    ['dueAt=2026-03-01T11:00:00+01:00', 'B'],
    ['dueAt[gte]=2026-03-01', 'B'],
    ['dueAt[exists]=false', 'A5'],
    ['day=2026-02-28', '5'],
    ['meta[exists]=true', '5'],
    ['folderId[exists]=true', 'B5'],
    ['title=%27%20or%201=1%20--', ''],
    ['folder.name=Home', 'B5'],
    ['folder.name[startsWith]=ho&priority=2', 'B'],
    ['not[status]=ready', 'A'],
    ['not[status]=ready&not[priority]=2', 'A5'],
    ['not[folder.name]=Home', 'A'],
    ['or[0][priority]=1&or[1][priority]=3', 'A5'],
    ['or[0][priority][gte]=2&or[0][dueAt][exists]=true&or[7][title][contains]=alp', 'AB'],
    ['or[0][folder.name]=Home&or[1][done]=true&priority[lt]=3', 'AB'],
    ['and[0][or][0][priority]=1&and[0][or][1][priority]=2&and[1][not][done]=true', 'B'],
  ]
  for (const [query, found] of cases) {
    test(`?${query}`, async () => assert.equal((await titles(query)).join(''), found))
  }
})

describe('shape', () => {
  test('fields gives those fields and include the related record', async () => {
    const answer = await app.call(
      'ann',
      'GET',
      '/api/notes?title=Beta&fields=id,title&include=folder',
    )
    const [note] = answer.body.data as { folder: unknown }[]
    assert.deepEqual(Object.keys(note ?? {}), ['id', 'title', 'folder'])
    assert.deepEqual(note?.folder, { id: folderId, name: 'Home', open: true })
  })

  test('fields[relation] gives those fields of what is included, relations further on too', async () => {
    const query = 'title=Beta&fields=title&include=folder.notes,folder'
    const picked = `${query}&fields[folder]=name&fields[folder.notes]=title`
    const answer = await app.call('ann', 'GET', `/api/notes?${picked}`)
    const notes = [{ title: '50% off_' }, { title: 'Beta' }]
    const [found] = answer.body.data as { folder: { name: string; notes: { title: string }[] } }[]
    found?.folder.notes.sort((a, b) => (a.title < b.title ? -1 : 1))
    assert.deepEqual(found, { title: 'Beta', folder: { name: 'Home', notes } })
  })

  test('pages lead on by cursor, both ways, and count when asked', async () => {
    const first = await app.call('ann', 'GET', '/api/notes?sort=priority&limit=2&count=exact')
    const page = first.body.page as { next: string; hasMore: boolean; total: number }
    assert.deepEqual([page.hasMore, page.total], [true, 3])
    assert.deepEqual(await titles(`limit=2&after=${page.next}`), ['5'])
    assert.deepEqual(await titles('limit=1&offset=1'), ['B'])
  })

  test('a list of related records belongs to a parent that may be read', async () => {
    const answer = await app.call('ann', 'GET', `/api/folders/${folderId}/notes?status=ready`)
    assert.equal((answer.body.data as unknown[]).length, 2)
    assert.equal((await app.call('ann', 'GET', '/api/folders/12345/notes')).status, 404)
    assert.equal((await app.call('ann', 'GET', '/api/folders/x/notes')).status, 404)
    const guest = await app.call('', 'GET', `/api/folders/${folderId}/notes`)
    assert.equal(guest.status, 401)
  })
})
